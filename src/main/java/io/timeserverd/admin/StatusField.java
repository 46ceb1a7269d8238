package io.timeserverd.admin;

import java.util.regex.Pattern;

/**
 * The fields of a daemon's status. Each has the name of its line on the control socket, and its key in the object that
 * {@code status --json} prints. They are in the order of the object and of timeserver-admin(1), which explains them.
 */
enum StatusField {
    VERSION("version", Value.TEXT),
    UPTIME("uptime", "uptime_s", Value.SECONDS),

    STATE("state", "clock_state", Value.TEXT),
    CLOCK("clock", "clock_source", Value.TEXT),
    VOUCHED_BY("vouched-by", "clock_vouched_by", Value.TEXT),
    CLOCK_PROBLEM("clock-problem", Value.TEXT),
    ERROR_BOUND("error-bound", "error_bound_ns", Value.NANOSECONDS),
    OFFSET("offset", "offset_ns", Value.NANOSECONDS),
    HOST_OFF_BY("host-off-by", "host_off_by_days", Value.DAYS),
    STRATUM("stratum", Value.NUMBER),
    LEAP("leap", Value.KNOWN_TEXT),
    LEAP_SECOND("leap-second", Value.TEXT),
    CLOCK_STEPS("clock-steps", Value.NUMBER),
    HOST_STEPS("host-steps", Value.NUMBER),

    OPEN("open", Value.NUMBER),
    CONNECTIONS_LIMIT("connections-limit", Value.NUMBER),
    DESCRIPTORS_LIMIT("descriptors-limit", Value.NUMBER),
    ACCEPTED("accepted", Value.NUMBER),
    SERVED("served", Value.NUMBER),
    REFUSED_BUSY("refused-busy", Value.NUMBER),
    REFUSED_DENIED("refused-denied", Value.NUMBER),
    REFUSED_CLIENT_LIMIT("refused-client-limit", Value.NUMBER),
    REFUSED_NETWORK_LIMIT("refused-network-limit", Value.NUMBER),
    FAILED_RESET("failed-reset", Value.NUMBER),
    FAILED_STALLED("failed-stalled", Value.NUMBER),
    FAILED_MEMORY("failed-memory", Value.NUMBER),
    FAILED_PROXY_HEADER("failed-proxy-header", Value.NUMBER),
    ACCEPT_PAUSES("accept-pauses", Value.NUMBER),

    ANSWERED("answered", Value.NUMBER),
    ERRORS("errors", Value.NUMBER),
    JOURNALLED("journalled", Value.NUMBER),
    SUMMARISED("summarised", Value.NUMBER),
    LOST("lost", Value.NUMBER),
    UNRECORDED("unrecorded", Value.NUMBER),
    RATE_LIMITED("rate-limited", Value.NUMBER),
    TURNS("turns", Value.NUMBER),
    TURN_P50("turn-p50-us", Value.NUMBER),
    TURN_P99("turn-p99-us", Value.NUMBER),
    TURN_MAX("turn-max-us", Value.NUMBER),

    JOURNAL("journal", "journal_problem", Value.UNLESS_OK),
    JOURNAL_SEGMENTS("journal-segments", Value.NUMBER),
    JOURNAL_BYTES("journal-bytes", Value.NUMBER),
    JOURNAL_ASIDE("journal-aside", Value.NUMBER),
    JOURNAL_ASIDE_BYTES("journal-aside-bytes", Value.NUMBER),
    JOURNAL_TORN("journal-torn", Value.NUMBER),
    JOURNAL_TO_CONVERT("journal-to-convert", Value.NUMBER),
    JOURNAL_DELETED_SEGMENTS("journal-deleted-segments", Value.NUMBER),
    JOURNAL_DELETED_RECORDS("journal-deleted-records", Value.NUMBER),
    JOURNAL_WRITE_MAX("journal-write-max-us", Value.NUMBER),

    HELD_INPUT("held-input-bytes", Value.NUMBER),
    HELD_REPLIES("held-replies-bytes", Value.NUMBER),
    HELD_KERNEL("held-kernel-bytes", Value.NUMBER),

    ZONE_RELEASE("zones", "zone_release", Value.RELEASE),
    ZONE_SOURCE("zones", "zone_source", Value.SOURCE),
    PLACE_RELEASE("places", "place_release", Value.TEXT);

    /** The forms of a value in its line. A value that does not match its form counts as not known. */
    private enum Value {
        NUMBER("([0-9]{1,18})"),
        NANOSECONDS("(-?[0-9]{1,18}) ns"),
        SECONDS("([0-9]{1,18}) s"),
        DAYS("([0-9]{1,18})d"),
        TEXT("(.+)"),
        KNOWN_TEXT("(?!unknown$)(.+)"),
        UNLESS_OK("(?!ok$)(.+)"),
        RELEASE("(.+?)(?: from .*)?"),
        SOURCE(".+? from (.+)");

        /** Its only group is the value itself. */
        private final Pattern pattern;

        Value(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    /** The beginning of the lines that count refused connections; the rest of the name is the reason. */
    static final String REFUSED = "refused-";

    /** The beginning of the lines that count failed connections. */
    static final String FAILED = "failed-";

    private final String line;
    private final String key;
    private final Value value;

    StatusField(String line, Value value) {
        this(line, line.replace('-', '_'), value);
    }

    StatusField(String line, String key, Value value) {
        this.line = line;
        this.key = key;
        this.value = value;
    }

    /** The name of its line. */
    String line() {
        return line;
    }

    /** Its key in JSON; a number has its unit there. */
    String key() {
        return key;
    }

    /** The form of the value in its line. The pattern's only group is the value itself. */
    Pattern pattern() {
        return value.pattern;
    }

    boolean isNumber() {
        return switch (value) {
            case NUMBER, NANOSECONDS, SECONDS, DAYS -> true;
            default -> false;
        };
    }
}
