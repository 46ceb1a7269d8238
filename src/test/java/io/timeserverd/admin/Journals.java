package io.timeserverd.admin;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostClock;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.HelperExecutor;
import io.timeserverd.journal.JournalOptions;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import io.timeserverd.journal.JournalOptions.Sync;
import io.timeserverd.journal.JournalOptions.WhenFull;
import io.timeserverd.journal.Listener;
import io.timeserverd.journal.SegmentedJournal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A journal on disk, written as the daemon writes it. */
final class Journals implements AutoCloseable {
    private final SegmentedJournal journal;

    Journals(Path directory) throws Exception {
        this(directory, 64 << 20);
    }

    Journals(Path directory, long segmentBytes) throws Exception {
        this(directory, segmentBytes, 1 << 30);
    }

    /** @param maxBytes so small that tables of segments are not merged, or large */
    Journals(Path directory, long segmentBytes, long maxBytes) throws Exception {
        var options = new JournalOptions(
                directory,
                Sync.NEVER,
                segmentBytes,
                Duration.ofDays(30),
                maxBytes,
                ClientDetail.FULL,
                WhenFull.DROP_OLDEST,
                Duration.ofSeconds(1).toNanos());
        journal = SegmentedJournal.open(options, () -> 0, new HostClock(), HelperExecutor.synchronous());
    }

    /** A plain request for the time in a zone. */
    static Entry entry(String time, String client, String request) throws Exception {
        var entry = new Entry();
        var instant = Instant.parse(time);
        entry.answeredEpochSecond = instant.getEpochSecond();
        entry.answeredNano = instant.getNano();
        entry.time(entry.answeredEpochSecond, entry.answeredNano);
        entry.client = InetAddress.getByName(client);
        entry.port = 40_000;
        entry.listener = Listener.TEXT;
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, entry.request, 0, bytes.length);
        entry.requestLength = bytes.length;
        entry.zone = request;
        entry.zoneRelease = "2026f";
        entry.placeRelease = "2026.1";
        entry.clockState = ClockState.SYNCHRONISED;
        entry.errorBoundNs = 1500;
        entry.replyCrc = 0xcafebabe;
        return entry;
    }

    /** A summary of this many requests of a client within a second, all with the same outcome. */
    static Entry summary(String time, String client, String outcome, int count) throws Exception {
        Entry entry = entry(time, client, "");
        entry.summary = true;
        entry.count = count;
        entry.lastNs = entry.timeNs + 999_000_000;
        entry.outcome = outcome;
        entry.replyCrc = 0;
        return entry;
    }

    Journals add(Entry... entries) {
        for (Entry entry : entries) {
            journal.append(entry);
        }
        if (journal.commit() != 0) {
            throw new IllegalStateException(journal.status().problem());
        }
        return this;
    }

    /** Does what the daemon does between two turns, which seals full segments. */
    Journals tick() {
        journal.tick();
        return this;
    }

    /** Three requests, an hour between two of them: ids 1 to 3. */
    Journals addThree() throws Exception {
        Entry paris = entry("2026-11-22T10:00:00.5Z", "192.0.2.7", "Europe/Paris");
        paris.place = "Paris, Ile-de-France, France";
        paris.country = "FR";
        Entry nowhere = entry("2026-11-22T11:00:00Z", "2001:db8::7", "Nowhere");
        nowhere.outcome = "unknown-place";
        nowhere.zone = "";
        Entry kolkata = entry("2026-11-22T12:00:00Z", "198.51.100.1", "Asia/Kolkata");
        kolkata.listener = Listener.DAYTIME;
        kolkata.errorBoundNs = -1;
        return add(paris, nowhere, kolkata);
    }

    @Override
    public void close() {
        journal.close();
    }
}
