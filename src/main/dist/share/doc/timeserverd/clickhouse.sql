-- The journals of a fleet of timeserverd in ClickHouse, 18.16 or later:
--   clickhouse-client --multiquery <clickhouse.sql
-- shipping.md, in the same directory, explains how records get here.

CREATE DATABASE IF NOT EXISTS timeserver;

-- The fields of "timeserver-admin export", and the host and instance of each record. Times are texts in UTC with 9 fraction
-- digits, so that they sort like times. A record may arrive twice, if a process on the way was killed. Then it is here twice
-- until ClickHouse merges its parts, but the view below always has it once.
CREATE TABLE IF NOT EXISTS timeserver.records
(
    host String,
    instance String,                  -- empty without instances
    id UInt64,
    time String,
    at DateTime('UTC') MATERIALIZED toDateTime(replaceOne(substring(time, 1, 19), 'T', ' '), 'UTC'),
    answered String,
    client Nullable(String),          -- NULL when it is not recorded
    port Nullable(UInt16),
    listener String,
    request String,
    outcome String,
    place String,
    country String,
    zone String,
    format String,
    zone_release String,
    place_release String,
    clock_state String,
    error_bound_ns Nullable(Int64),   -- NULL when unknown
    reply_crc32c UInt32,
    requests UInt32,                  -- more than 1 in a summary
    last_time String
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (host, instance, id);

-- Each record once; at is its time in seconds.
CREATE VIEW IF NOT EXISTS timeserver.requests AS SELECT at, * FROM timeserver.records FINAL;

-- The busiest clients of the last day, over all hosts:
--   SELECT client, sum(requests) AS asked FROM timeserver.requests
--   WHERE at > now() - 86400 GROUP BY client ORDER BY asked DESC LIMIT 10;
-- Ids without a record: gaps that the exports have reported, or records that have not arrived yet:
--   SELECT host, instance, min(id), max(id), max(id) - min(id) + 1 - count() AS missing FROM timeserver.requests
--   GROUP BY host, instance;
