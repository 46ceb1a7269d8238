package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random entries for tests, the same for the same seed. Times grow, except that the clock steps now and then. */
final class Samples {
    private static final List<String> ZONES = List.of("Europe/Paris", "Asia/Kolkata", "America/New_York", "UTC");

    /** Whether some of them stand for several requests. */
    boolean summaries;

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
        timeNs += upTo(49) == 0 ? random.nextInt() * 10_000L : random.nextInt(1_000_000);
        var entry = new Entry();
        entry.time(timeNs / 1_000_000_000, (int) (timeNs % 1_000_000_000));
        entry.answeredEpochSecond = timeNs / 1_000_000_000;
        entry.answeredNano = (int) (timeNs % 1_000_000_000);
        if (upTo(9) == 0) {
            entry.answeredEpochSecond = random.nextInt();
            entry.answeredNano = random.nextInt(1_000_000_000);
        }
        entry.client = client();
        entry.port = upTo(3) == 0 ? 40_000 : 1 + random.nextInt(65_535);
        entry.summary = summaries && upTo(9) == 0;
        entry.count = entry.summary ? 1 + upTo(100_000) : 1;
        entry.lastNs += entry.summary ? upTo(1_000_000) : 0;
        entry.listener = List.of(Listener.values()).get(upTo(2));
        entry.requestLength = upTo(9) == 0 ? upTo(256) : upTo(13);
        random.nextBytes(entry.request);
        entry.zone = ZONES.get(upTo(3));
        if (upTo(1) == 0) {
            byte[] typed = entry.zone.getBytes(StandardCharsets.UTF_8);
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

    /** The record that an entry becomes under an id. */
    static JournalRecord record(long id, Entry entry) {
        return new JournalRecord(
                id,
                Times.instant(entry.timeNs),
                entry.summary,
                entry.count,
                Times.instant(entry.lastNs),
                Instant.ofEpochSecond(entry.answeredEpochSecond, entry.answeredNano),
                Optional.ofNullable(entry.client),
                entry.port,
                entry.listener,
                Arrays.copyOf(entry.request, entry.requestLength),
                entry.outcome,
                entry.place,
                entry.country,
                entry.zone,
                entry.format,
                entry.zoneRelease,
                entry.placeRelease,
                entry.clockState,
                entry.errorBoundNs,
                entry.replyCrc);
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
