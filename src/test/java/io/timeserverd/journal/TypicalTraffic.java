package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * The traffic of a public server: many clients, some of which ask often; a few hundred places, some of which are asked
 * for often; one request in twenty is mistyped. Reuses one entry.
 */
final class TypicalTraffic {
    private static final int CLIENTS = 50_000;
    private static final int PLACES = 400;

    private final Random random = new Random(7);
    private final Entry entry = new Entry();
    private final InetAddress[] clients = new InetAddress[CLIENTS];
    private final byte[][] requests = new byte[PLACES][];
    private final String[] places = new String[PLACES];
    private final String[] zones = new String[PLACES];
    private final long gapNs;
    private long timeNs;

    /**
     * Begins at a time.
     *
     * @param gapNs between two records, on average
     */
    TypicalTraffic(long startNs, long gapNs) {
        this.timeNs = startNs;
        this.gapNs = gapNs;
        for (int i = 0; i < CLIENTS; i++) {
            clients[i] = address(random.nextInt());
        }
        for (int i = 0; i < PLACES; i++) {
            String city = "City" + Integer.toString(random.nextInt(1 << 20), 36);
            requests[i] = city.getBytes(StandardCharsets.UTF_8);
            places[i] = city + ", Province of " + (i % 40) + ", Country " + (i % 60);
            zones[i] = "Continent/Zone_of_" + (i % 90);
        }
        entry.listener = Listener.TEXT;
        entry.zoneRelease = "2026f";
        entry.placeRelease = "2026.1";
        entry.clockState = ClockState.SYNCHRONISED;
        entry.errorBoundNs = 1_000_000;
    }

    /** A client that asks often. */
    InetAddress busyClient() {
        return clients[0];
    }

    /** A client that never asks. */
    InetAddress stranger() {
        return address(0xCB007109);
    }

    String busyZone() {
        return zones[0];
    }

    Entry next() {
        timeNs += random.nextInt((int) (2 * gapNs));
        entry.answeredEpochSecond = timeNs / 1_000_000_000;
        entry.answeredNano = (int) (timeNs % 1_000_000_000);
        entry.time(entry.answeredEpochSecond, entry.answeredNano);
        entry.port = 1024 + random.nextInt(64_512);
        entry.client = clients[skewed(CLIENTS)];
        int place = skewed(PLACES);
        entry.requestLength = requests[place].length;
        System.arraycopy(requests[place], 0, entry.request, 0, entry.requestLength);
        boolean mistyped = random.nextInt(20) == 0;
        if (mistyped) {
            entry.request[random.nextInt(entry.requestLength)] = (byte) ('a' + random.nextInt(26));
        }
        entry.outcome = mistyped ? "unknown-place" : Entry.OK;
        entry.place = mistyped ? "" : places[place];
        entry.zone = mistyped ? "" : zones[place];
        entry.format = random.nextInt(10) == 0 ? "iso" : "";
        entry.errorBoundNs += random.nextInt(5000);
        entry.replyCrc = random.nextInt();
        return entry;
    }

    /** Small numbers much more often than large ones. */
    private int skewed(int bound) {
        double uniform = random.nextDouble();
        return (int) (bound * uniform * uniform * uniform);
    }

    private static InetAddress address(int bits) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
