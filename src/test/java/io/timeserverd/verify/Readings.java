package io.timeserverd.verify;

import java.io.IOException;
import java.time.Instant;

/**
 * Readings of a daemon's clock by {@code sync}, each between two readings of the true clock, which is this machine's. It is
 * also a program, to run in the network of a container.
 *
 * @param outside how many were further off than their bound
 * @param maxBoundNs the largest bound
 */
record Readings(int all, int outside, long maxBoundNs) {
    private static final long SECOND_NS = 1_000_000_000;

    /** Arguments: the port on 127.0.0.1, and how many readings. Prints the numbers, and the first reply that is outside. */
    public static void main(String[] args) throws IOException {
        try (var wire = new Wire(Integer.parseInt(args[0]))) {
            Readings readings = take(wire, Integer.parseInt(args[1]));
            System.out.println(readings.all + " " + readings.outside + " " + readings.maxBoundNs);
        }
    }

    private static Readings take(Wire wire, int all) throws IOException {
        wire.send("keep\n").line();
        int outside = 0;
        long maxBoundNs = 0;
        for (int i = 0; i < all; i++) {
            long before = nowNs();
            String reply = wire.send("sync a\n").line();
            long after = nowNs();
            String[] fields = reply.split(" ", -1); // a, received, sent, bound, stratum, leap
            long boundNs = Long.parseLong(fields[3]);
            maxBoundNs = Math.max(maxBoundNs, boundNs);
            if (Long.parseLong(fields[1]) < before - boundNs || Long.parseLong(fields[2]) > after + boundNs) {
                if (outside == 0) {
                    System.err.println(before + " " + reply + " " + after);
                }
                outside++;
            }
        }
        return new Readings(all, outside, maxBoundNs);
    }

    private static long nowNs() {
        var now = Instant.now();
        return now.getEpochSecond() * SECOND_NS + now.getNano();
    }
}
