package io.timeserverd.client;

import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of one {@code sync} exchange.
 *
 * @param offsetNs the server's time minus the local clock: what to add to the local clock
 * @param roundTripNs how long the exchange took, without the time spent in the server
 * @param serverBoundNs the largest error of the server's time, or {@link Reading#UNKNOWN}
 * @param stratum the server's stratum; 0 if unknown
 * @param leap {@link Leap#UNKNOWN} if the server's clock is not synchronised
 */
record Measurement(long offsetNs, long roundTripNs, long serverBoundNs, int stratum, Leap leap) {
    private static final int UNSYNCHRONISED_STRATUM = 16;
    private static final double SECOND_NS = 1e9;
    private static final String UNSYNCHRONISED = "unsynchronised";

    private static final Pattern REPLY =
            Pattern.compile("(\\S+) ([0-9]{1,19}) ([0-9]{1,19}) ([0-9]{1,18}|-) ([0-9]{1,2}) ([0-3])");

    /**
     * Parses {@code token t2 t3 bound stratum leap}.
     *
     * @param token the token of the request
     * @param sentNs the local clock when the request left, nanoseconds since 1970
     * @param elapsedNs the time until the reply arrived
     * @return empty if this is no reply to the request, or if the server took longer than the whole exchange
     */
    static Optional<Measurement> of(String reply, String token, long sentNs, long elapsedNs) {
        Matcher fields = REPLY.matcher(reply);
        if (!fields.matches() || !fields.group(1).equals(token)) {
            return Optional.empty();
        }
        try {
            long receivedNs = Long.parseLong(fields.group(2));
            long answeredNs = Long.parseLong(fields.group(3));
            long roundTripNs = elapsedNs - (answeredNs - receivedNs);
            if (answeredNs < receivedNs || roundTripNs < 0) {
                return Optional.empty();
            }
            long thereNs = receivedNs - sentNs;
            long backNs = answeredNs - (sentNs + elapsedNs);
            return Optional.of(new Measurement(
                    thereNs + (backNs - thereNs) / 2,
                    roundTripNs,
                    fields.group(4).equals("-") ? Reading.UNKNOWN : Long.parseLong(fields.group(4)),
                    Integer.parseInt(fields.group(5)),
                    Leap.of(Integer.parseInt(fields.group(6)))));
        } catch (NumberFormatException e) { // a time that does not fit into 64 bits
            return Optional.empty();
        }
    }

    /** Whether the server says that its clock is synchronised. */
    boolean synchronised() {
        return leap != Leap.UNKNOWN && stratum < UNSYNCHRONISED_STRATUM;
    }

    /** The largest error of the offset, or {@link Reading#UNKNOWN}. The whole round trip may have been in one direction. */
    long boundNs() {
        return serverBoundNs == Reading.UNKNOWN ? Reading.UNKNOWN : (roundTripNs + 1) / 2 + serverBoundNs;
    }

    /** Whether the local clock agrees with the server's within the bound. */
    boolean agrees() {
        return Math.abs(offsetNs) <= boundNs();
    }

    /** The offset, its bound and the details of the exchange. */
    String text() {
        String clock = synchronised() ? stratum == 0 ? "stratum unknown" : "stratum " + stratum : UNSYNCHRONISED;
        return String.format(
                Locale.ROOT,
                "%s  (round trip %.6f s, %s%s)",
                offsetAndBound(),
                seconds(roundTripNs),
                clock,
                leap == Leap.INSERT || leap == Leap.DELETE ? ", leap second " + name(leap) : "");
    }

    /** The offset and its bound. */
    String brief() {
        return synchronised() ? offsetAndBound() : offsetAndBound() + "  " + UNSYNCHRONISED;
    }

    private String offsetAndBound() {
        String bound =
                boundNs() == Reading.UNKNOWN ? "unknown" : String.format(Locale.ROOT, "%.6f s", seconds(boundNs()));
        return String.format(Locale.ROOT, "%+.6f s ± %s", seconds(offsetNs), bound);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"offset_ns\":%d,\"bound_ns\":%s,\"round_trip_ns\":%d,\"server_bound_ns\":%s,\"synchronised\":%b,"
                        + "\"stratum\":%s,\"leap\":\"%s\"}",
                offsetNs,
                orNull(boundNs(), Reading.UNKNOWN),
                roundTripNs,
                orNull(serverBoundNs, Reading.UNKNOWN),
                synchronised(),
                orNull(stratum, 0),
                name(leap));
    }

    static double seconds(long ns) {
        return ns / SECOND_NS;
    }

    private static String orNull(long value, long unknown) {
        return value == unknown ? "null" : Long.toString(value);
    }

    private static String name(Leap leap) {
        return leap.name().toLowerCase(Locale.ROOT);
    }
}
