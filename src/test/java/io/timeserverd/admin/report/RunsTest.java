package io.timeserverd.admin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.clock.ClockState;
import io.timeserverd.journal.Chain;
import io.timeserverd.journal.ChainEntry;
import io.timeserverd.journal.ChainEntry.Kind;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Listener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunsTest {
    static Instant at(String time) {
        return Instant.parse("2026-11-22T" + time + "Z");
    }

    static ChainEntry entry(Kind kind, String time) {
        return new ChainEntry(1, kind, at(time), 0, 0, 0, "1.0", "");
    }

    private static JournalRecord record(String time) {
        return new JournalRecord(
                1,
                at(time),
                false,
                1,
                at(time),
                at(time),
                Optional.empty(),
                0,
                Listener.TEXT,
                new byte[0],
                "ok",
                "",
                "",
                "",
                "",
                "",
                "",
                ClockState.UNKNOWN,
                0,
                0);
    }

    private static Runs runs(ChainEntry... entries) {
        return new Runs(Optional.of(new Chain(List.of(entries), Optional.empty())));
    }

    private static List<String> ends(Runs runs) {
        return runs.runs().stream()
                .map(run -> (run.isStopped() ? "stopped " : "last sign ") + run.end())
                .toList();
    }

    @Test
    void endWithTheirStop() {
        Runs runs = runs(
                entry(Kind.START, "10:00:00"),
                entry(Kind.RECORDS, "10:30:00"),
                entry(Kind.STOP, "10:40:00"),
                entry(Kind.START, "11:00:00"),
                entry(Kind.STOP, "11:10:00"));
        assertEquals(List.of("stopped 2026-11-22T10:40:00Z", "stopped 2026-11-22T11:10:00Z"), ends(runs));
        assertEquals(Duration.ofMinutes(20), runs.downWithin(new Span(at("00:00:00"), at("12:00:00"))));
        assertEquals(0, runs.sudden(new Span(at("00:00:00"), at("12:00:00"))));
        assertEquals(Duration.ofMinutes(15), runs.within(new Span(at("10:35:00"), at("12:00:00"))));
        assertEquals(Duration.ofMinutes(3), runs.within(new Span(at("11:02:00"), at("11:05:00"))));
    }

    @Test
    void endWithTheirLastSignWithoutAStop() {
        Runs runs = runs(
                entry(Kind.START, "10:00:00"),
                entry(Kind.RECORDS, "10:30:00"),
                entry(Kind.START, "11:00:00"),
                entry(Kind.DELETED, "11:10:00"));
        assertEquals(List.of("last sign 2026-11-22T10:30:00Z", "last sign 2026-11-22T11:00:00Z"), ends(runs));
        for (String time : List.of("09:00:00", "10:20:00", "10:45:00", "11:00:00", "11:20:00")) {
            runs.add(record(time));
        }
        assertEquals(List.of("last sign 2026-11-22T10:45:00Z", "last sign 2026-11-22T11:20:00Z"), ends(runs));
        var day = new Span(at("00:00:00"), at("12:00:00"));
        assertEquals(Duration.ofMinutes(65), runs.within(day));
        assertEquals(Duration.ofMinutes(15), runs.downWithin(day));
        assertEquals(1, runs.sudden(day));
        assertEquals(0, runs.sudden(new Span(at("11:00:00"), at("12:00:00"))));
    }

    @Test
    void thePeriodGoesOnAfterTheLastOfThem() {
        Runs runs = runs(entry(Kind.START, "10:00:00"), entry(Kind.STOP, "10:40:00"));
        assertEquals(Duration.ofMinutes(80), runs.afterLast(new Span(at("00:00:00"), at("12:00:00"))));
        assertEquals(Duration.ofMinutes(5), runs.afterLast(new Span(at("11:55:00"), at("12:00:00"))));
        assertEquals(Duration.ZERO, runs.afterLast(new Span(at("00:00:00"), at("10:30:00"))));
    }

    @Test
    void areNoneWithoutAChain() {
        var runs = new Runs(Optional.empty());
        runs.add(record("10:00:00"));
        assertEquals(List.of(), ends(runs));
        assertEquals(Duration.ZERO, runs.within(new Span(at("00:00:00"), at("12:00:00"))));
    }
}
