-- The journals of a fleet of timeserverd in ClickHouse, 18.16 or later:
--   clickhouse-client --multiquery <clickhouse.sql
-- shipping.md, beside this file, says how records come here.

CREATE DATABASE IF NOT EXISTS timeserver;

-- The fields of "timeserver-admin export", see there. Texts of times have 9 fraction digits and are in UTC, so that they sort as times do.
-- Each record has its host, instance and id. One that arrives twice, because a part of the way was killed, is here twice until
-- ClickHouse merges its parts; the view below has it once at any time.
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
-- Ids that no record has: gaps that the exports have told, or records that have not arrived:
--   SELECT host, instance, min(id), max(id), max(id) - min(id) + 1 - count() AS missing FROM timeserver.requests
--   GROUP BY host, instance;
