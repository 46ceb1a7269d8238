package io.timeserverd.server;

import io.timeserverd.clock.Durations;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts connections and requests since the start. Both counts must balance:
 *
 * <pre>
 *     accepted = served + refused (by reason) + failed (by reason) + open
 *     answered = journalled + summarised + lost
 * </pre>
 *
 * <p>Belongs to the loop thread.
 */
final class Counters {
    /** Why a connection was closed before it was served. */
    enum Refused {
        /** {@code limits.connections} are open. */
        BUSY,
        /** {@code access.allow} and {@code access.deny} keep the address out. */
        DENIED,
        /** The client has {@code limits.connections-per-client} open. */
        CLIENT_LIMIT,
        /** The client's IPv6 /48 has {@code limits.connections-per-network} open. */
        NETWORK_LIMIT
    }

    /** Why a connection ended before its replies were sent. */
    enum Failed {
        /** The client or the network reset the connection. */
        RESET,
        /** The client did not read its replies in time, or held too much memory to be served in time. */
        STALLED,
        /** The connection was closed to free memory, because all clients together held too much. */
        MEMORY,
        /** A proxy sent no valid PROXY header in time. */
        PROXY_HEADER
    }

    long accepted;
    long served;
    long answered;
    long errors;

    /** Requests that are not journalled: for files of the page, and health checks of proxies. */
    long unrecorded;

    /** Requests over a client's quota. They are refused with an error, and neither counted as answered nor journalled. */
    long rateLimited;

    /** The times from the arrival of a request to the sending of its reply. */
    final Durations answerTimes = new Durations();

    int open;
    private final long[] refused = new long[Refused.values().length];
    private final long[] failed = new long[Failed.values().length];

    /** How often accepting paused because the process had no free file descriptor. */
    long acceptPauses;

    void refused(Refused reason) {
        refused[reason.ordinal()]++;
    }

    void failed(Failed reason) {
        failed[reason.ordinal()]++;
    }

    /** All counters by their names in {@code status}, in a fixed order. */
    Map<String, Long> named() {
        var all = new LinkedHashMap<String, Long>();
        all.put("accepted", accepted);
        all.put("served", served);
        for (Refused reason : Refused.values()) {
            all.put("refused-" + word(reason), refused[reason.ordinal()]);
        }
        for (Failed reason : Failed.values()) {
            all.put("failed-" + word(reason), failed[reason.ordinal()]);
        }
        all.put("open", (long) open);
        all.put("answered", answered);
        all.put("errors", errors);
        all.put("unrecorded", unrecorded);
        all.put("rate-limited", rateLimited);
        all.put("accept-pauses", acceptPauses);
        return all;
    }

    /** Whether every accepted connection is accounted for. */
    boolean connectionsBalance() {
        return accepted == served + sum(refused) + sum(failed) + open;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    long count(Refused reason) {
        return refused[reason.ordinal()];
    }

    long count(Failed reason) {
        return failed[reason.ordinal()];
    }

    /** The reason in the spelling of {@code status} and of the metrics. */
    static String word(Enum<?> reason) {
        return reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
