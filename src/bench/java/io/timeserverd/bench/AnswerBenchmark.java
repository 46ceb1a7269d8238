package io.timeserverd.bench;

import io.timeserverd.clock.HostClock;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Places;
import io.timeserverd.protocol.Answer;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.Defaults;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Format;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.Request;
import io.timeserverd.protocol.RequestParser;
import io.timeserverd.zone.JvmZones;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a line to its reply. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class AnswerBenchmark {
    /** Writing a time in one format. */
    @State(Scope.Thread)
    public static class Rendering {
        /** What follows the {@code +} of a request. */
        @Param({"%Y-%m-%d %H:%M:%S", "iso", "iso9", "rfc5322"})
        public String format;

        private Format parsed;

        /** Once, as for a line that is asked again. */
        @Setup
        public void parse() {
            parsed = ((Format.Valid) Format.parse(format)).format();
        }
    }

    private final byte[][] lines = Peers.PLACES.requests();
    private final JvmZones zones = new JvmZones();
    private final Places places = Places.load();
    private final Defaults defaults = Defaults.of("UTC", "%Y-%m-%d %H:%M:%S", List.of(), false, zones, places);
    private final Answerer answerer = new Answerer(defaults, zones, places, any -> null);
    private final Reading now = new HostClock().read();
    private final Answer answer = new Answer(now.instant(), defaults.home(), () -> null);
    private final Exchange exchange = new Exchange();
    private final Output out = new Output();
    private int next;

    /** So that every line was asked before. */
    @Setup
    public void askAll() {
        exchange.reading = now;
        for (int i = 0; i < lines.length; i++) {
            answer();
        }
    }

    private byte[] nextLine() {
        next = (next + 1) % lines.length;
        return lines[next];
    }

    /** Of a thousand places in turn. */
    @Benchmark
    public Request parse() {
        byte[] line = nextLine();
        return RequestParser.parse(line, 0, line.length - 1);
    }

    /** The reply alone. */
    @Benchmark
    public int format(Rendering rendering) {
        out.clear();
        rendering.parsed.render(answer, out);
        return out.length();
    }

    /** Everything from the line to the reply, of a thousand places in turn that were asked for in the same second. */
    @Benchmark
    public int answer() {
        byte[] line = nextLine();
        out.clear();
        answerer.answer(line, 0, line.length - 1, exchange, out);
        return out.length();
    }
}
