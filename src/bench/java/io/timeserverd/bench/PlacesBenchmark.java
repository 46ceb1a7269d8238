package io.timeserverd.bench;

import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.zone.JvmZones;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a name stands for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class PlacesBenchmark {
    /** A name that a directory is asked about. */
    @State(Scope.Thread)
    public static class Name {
        /** One place, several, and none. */
        @Param({"Paris, France", "san antonio", "san antonnia"})
        public String words;
    }

    /** Text that places are searched by. */
    @State(Scope.Thread)
    public static class Part {
        /** Common, short, and longer. */
        @Param({"san", "ma", "springf"})
        public String text;
    }

    private final JvmZones zones = new JvmZones();
    private final Places places = Places.load();
    private final String[] names = new String[Peers.PLACES.requests().length];
    private int next;

    /** Loads the directory. */
    public PlacesBenchmark() {
        for (int i = 0; i < names.length; i++) {
            byte[] line = Peers.PLACES.requests()[i];
            names[i] = new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
        }
    }

    /** A thousand names in turn. */
    @Benchmark
    public Resolution resolve() {
        next = (next + 1) % names.length;
        return places.resolve(names[next], zones);
    }

    /** One name, without the suggestions for it. */
    @Benchmark
    public Resolution resolveOne(Name name) {
        return places.resolve(name.words, zones);
    }

    /** As the command {@code places}. */
    @Benchmark
    public Object search(Part part) {
        return places.search(part.text, zones, 20);
    }

    /** The whole directory, once a start. */
    @Benchmark
    public Places load() {
        return Places.load();
    }
}
