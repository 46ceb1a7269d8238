package io.timeserverd.bench;

import com.sun.management.ThreadMXBean;
import io.timeserverd.clock.HostClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalOptions;
import io.timeserverd.journal.Listener;
import io.timeserverd.journal.SegmentedJournal;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Answer;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Format;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.RequestParser;
import io.timeserverd.zone.JvmZones;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The pieces of a request's way, each alone on this thread: processor time, and bytes allocated. Every piece runs until it is
 * compiled before it is measured.
 */
final class Pieces {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 1_000_000;
    private static final int TIMES = 500_000;
    private static final int ROUNDS = 5;

    /** Requests of one turn. */
    private static final int TURN = 64;

    private final Path directory;
    private final byte[][] lines = Peers.PLACES.requests();
    private final JvmZones zones = new JvmZones();
    private final Places places = Places.load();
    private final HostClock clock = new HostClock();
    private final Exchange exchange = new Exchange();
    private final Output out = new Output();

    /** Keeps the compiler from leaving work out. */
    private int sink;

    private final Table table;

    Pieces(Path directory, Table table) {
        this.directory = directory;
        this.table = table;
    }

    void run() throws JournalException {
        var names = new String[lines.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = new String(lines[i], 0, lines[i].length - 1, StandardCharsets.UTF_8);
        }
        var defaults = Defaults.of("UTC", "%Y-%m-%d %H:%M:%S", List.of(), false, zones, places);
        measure(table, "parse", i -> sink += parse(lines[i % lines.length]));
        measure(
                table,
                "resolve",
                i -> sink += places.resolve(names[i % names.length], zones).hashCode() & 1);
        var iso = ((Format.Valid) Format.parse("iso")).format();
        measure(table, "format %Y-%m-%d %H:%M:%S", i -> format(defaults.format(), defaults));
        measure(table, "format iso", i -> format(iso, defaults));
        var options = new JournalOptions(
                directory,
                JournalOptions.Sync.NEVER,
                64 << 20,
                Duration.ofDays(30),
                1L << 30,
                JournalOptions.ClientDetail.FULL,
                JournalOptions.WhenFull.DROP_OLDEST);
        try (var journal = SegmentedJournal.open(options, Ticker.system(), clock, (onHelper, then) -> {})) {
            var entry = entry();
            measure(table, "append, committed with " + TURN, i -> append(journal, entry, i));
            var answerer = new Answerer(defaults, zones, places, any -> null);
            measure(table, "answer and append, committed with " + TURN, i -> {
                answer(answerer, lines[i % lines.length]);
                append(journal, entry, i);
            });
        }
    }

    private static int parse(byte[] line) {
        return RequestParser.parse(line, 0, line.length - 1).hashCode() & 1;
    }

    private void format(Format format, Defaults defaults) {
        out.clear();
        format.render(new Answer(clock.read().instant(), defaults.home(), () -> null), out);
        sink += out.length();
    }

    private void answer(Answerer answerer, byte[] line) {
        out.clear();
        exchange.reading = clock.read();
        answerer.answer(line, 0, line.length - 1, exchange, out);
        sink += out.length();
    }

    private Entry entry() {
        var entry = new Entry();
        entry.listener = Listener.TEXT;
        entry.client = InetAddress.getLoopbackAddress();
        entry.zone = "Europe/Paris";
        entry.place = "Paris, Ile-de-France, France";
        entry.format = "%Y-%m-%d %H:%M:%S";
        entry.clockState = clock.read().state();
        return entry;
    }

    private void append(SegmentedJournal journal, Entry entry, int i) {
        var line = lines[i % lines.length];
        entry.requestLength = line.length - 1;
        System.arraycopy(line, 0, entry.request, 0, line.length - 1);
        var now = exchange.reading == null ? clock.read().instant() : exchange.reading.instant();
        entry.epochSecond = now.getEpochSecond();
        entry.nano = now.getNano();
        entry.answeredEpochSecond = entry.epochSecond;
        entry.answeredNano = entry.nano;
        journal.append(entry);
        if (i % TURN == 0) {
            journal.commit();
        }
    }

    private static void measure(Table table, String what, IntConsumer work) {
        repeat(WARM_UP, work);
        var nanos = new Series();
        var bytes = new Series();
        for (int round = 0; round < ROUNDS; round++) {
            long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
            long before = THREADS.getCurrentThreadCpuTime();
            repeat(TIMES, work);
            nanos.add((THREADS.getCurrentThreadCpuTime() - before) / (double) TIMES);
            bytes.add((THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore) / (double) TIMES);
        }
        table.row(what + ", ns", nanos, Target.NONE);
        table.row(what + ", bytes allocated", bytes, Target.NONE);
    }

    private static void repeat(int times, IntConsumer work) {
        for (int i = 0; i < times; i++) {
            work.accept(i);
        }
    }
}
