package io.timeserverd.fuzz;

import io.timeserverd.conf.SettingsFuzz;
import io.timeserverd.http.HttpFuzz;
import io.timeserverd.journal.RedoFuzz;
import io.timeserverd.journal.TableFuzz;
import io.timeserverd.ntp.NtpFuzz;
import io.timeserverd.place.PlacesFuzz;
import io.timeserverd.protocol.FormatFuzz;
import io.timeserverd.protocol.RequestFuzz;
import io.timeserverd.server.ControlFuzz;
import io.timeserverd.server.ProxyFuzz;
import io.timeserverd.zone.TzifFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something that reads what others wrote.
 *
 * @param itsClass where Jazzer finds {@code target} under the name that it wants
 * @param target fails when an input does what none may do
 */
record Harness(Class<?> itsClass, Target target) {
    /** A new one needs a line here and a directory of inputs. */
    static final List<Harness> ALL = List.of(
            new Harness(RequestFuzz.class, RequestFuzz::fuzzerTestOneInput),
            new Harness(FormatFuzz.class, FormatFuzz::fuzzerTestOneInput),
            new Harness(SettingsFuzz.class, SettingsFuzz::fuzzerTestOneInput),
            new Harness(TzifFuzz.class, TzifFuzz::fuzzerTestOneInput),
            new Harness(NtpFuzz.class, NtpFuzz::fuzzerTestOneInput),
            new Harness(PlacesFuzz.class, PlacesFuzz::fuzzerTestOneInput),
            new Harness(RedoFuzz.class, RedoFuzz::fuzzerTestOneInput),
            new Harness(TableFuzz.class, TableFuzz::fuzzerTestOneInput),
            new Harness(ControlFuzz.class, ControlFuzz::fuzzerTestOneInput),
            new Harness(ProxyFuzz.class, ProxyFuzz::fuzzerTestOneInput),
            new Harness(HttpFuzz.class, HttpFuzz::fuzzerTestOneInput));

    /** Takes one input. */
    @FunctionalInterface
    interface Target {
        void run(byte[] input) throws IOException;
    }

    static List<Harness> all() {
        return ALL;
    }

    /** Inputs to begin with, and those that broke something once. */
    Path corpus() {
        return Path.of(System.getProperty("timeserverd.basedir"), "src/test/resources/fuzz", toString());
    }

    /** Code that would be slow if it were watched: the search for names looks at thousands of them. */
    String unwatched() {
        return itsClass == PlacesFuzz.class
                ? "io.timeserverd.place.SimilarNames:io.timeserverd.place.Search"
                : "io.timeserverd.place.**";
    }

    List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(corpus())) {
            return files.sorted().toList();
        }
    }

    @Override
    public String toString() {
        return itsClass.getSimpleName().replace("Fuzz", "").toLowerCase(Locale.ROOT);
    }
}
