package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Entries for tests, the same for the same seed, each a bit later than the one before. */
final class Samples {
    private static final List<String> ZONES = List.of("Europe/Paris", "Asia/Kolkata", "America/New_York", "UTC");

    private final Random random;
    private long timeNs = 1_790_000_000_000_000_000L;

    Samples(long seed) {
        random = new Random(seed);
    }

    /** The next entry is about this late. */
    void startAt(Instant instant) {
        timeNs = Times.nanos(instant);
    }

    int upTo(int bound) {
        return random.nextInt(bound + 1);
    }

    /** Anything that can be journalled, the odd and the extreme included. */
    Entry next() {
        timeNs += random.nextInt(1_000_000);
        var entry = new Entry();
        entry.epochSecond = timeNs / 1_000_000_000;
        entry.nano = (int) (timeNs % 1_000_000_000);
        entry.answeredEpochSecond = entry.epochSecond;
        entry.answeredNano = entry.nano;
        if (upTo(9) == 0) {
            entry.answeredEpochSecond = random.nextInt();
            entry.answeredNano = random.nextInt(1_000_000_000);
        }
        entry.client = client();
        entry.listener = List.of(Listener.values()).get(upTo(2));
        entry.requestLength = upTo(9) == 0 ? upTo(256) : upTo(13);
        random.nextBytes(entry.request);
        entry.zone = ZONES.get(upTo(3));
        if (upTo(1) == 0) {
            var typed = entry.zone.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(typed, 0, entry.request, 0, typed.length);
            entry.requestLength = typed.length;
        }
        entry.outcome = upTo(9) == 0 ? "unknown-place" : Entry.OK;
        entry.place = upTo(3) == 0 ? "" : "Place " + upTo(20) + ", Île " + upTo(2);
        entry.country = entry.place.isEmpty() ? "" : List.of("FR", "IN", "US").get(upTo(2));
        entry.format = upTo(5) == 0 ? "%H:%M " + upTo(1000) : "";
        entry.zoneRelease = "2026f";
        entry.placeRelease = "2026.1";
        entry.clockState = List.of(ClockState.values()).get(upTo(2));
        entry.errorBoundNs = upTo(2) == 0 ? Reading.UNKNOWN : upTo(50_000_000);
        entry.replyCrc = random.nextInt();
        return entry;
    }

    private InetAddress client() {
        var bytes = new byte[upTo(3) == 0 ? 16 : 4];
        random.nextBytes(bytes);
        if (upTo(1) == 0) {
            // A few that come again and again.
            bytes = new byte[] {10, 0, 0, (byte) upTo(5)};
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
