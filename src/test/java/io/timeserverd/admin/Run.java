package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.clock.Ticker;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One run of the program as a user sees it, at 12:30 UTC on 2026-11-22. */
final class Run {
    static final Instant NOW = Instant.parse("2026-11-22T12:30:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path directory;
    private boolean shown;
    private boolean colour;
    private String timeZone = "";
    private int columns = TableStyle.UNLIMITED;
    private Surroundings.Pause pause = length -> false;
    private Reader in = Reader.nullReader();

    /**
     * @param directory the directory of the journal and the control socket, if there are any
     */
    Run(Path directory) {
        this.directory = directory;
    }

    Run onTerminal() {
        shown = true;
        return this;
    }

    /** On a terminal of this width. */
    Run onTerminal(int width) {
        columns = width;
        return onTerminal();
    }

    /** With this value of the variable {@code TZ}. */
    Run inZone(String zone) {
        timeZone = zone;
        return this;
    }

    Run inColour() {
        colour = true;
        return onTerminal();
    }

    Run pausing(Surroundings.Pause with) {
        pause = with;
        return this;
    }

    /** With this text as the user's reply to questions. The input ends after it. */
    Run typing(String text) {
        return typing(new StringReader(text));
    }

    Run typing(Reader text) {
        in = text;
        return this;
    }

    /** Returns the exit status. */
    int of(String... words) {
        var args = new ArrayList<>(List.of(
                "--conf",
                "/dev/null",
                "--set",
                "journal.path=" + directory,
                "--set",
                "listen.control=" + directory.resolve("control.sock")));
        args.addAll(Arrays.asList(words));
        return bare(args.toArray(new String[0]));
    }

    int bare(String... args) {
        var piped = Terminal.piped(out, err);
        var terminal = new Terminal(piped.stream(), piped.out(), piped.err(), shown, shown, colour, columns);
        var surroundings = new Surroundings(
                terminal, InstantSource.fixed(NOW), Ticker.system(), pause, new BufferedReader(in), timeZone);
        return TimeserverAdmin.run(surroundings, args);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The first column, which is the id where records are printed. */
    List<String> ids() {
        return lines().stream().map(line -> line.split("\t", -1)[0]).toList();
    }

    /** What verify prints, but for what it says about the chain. */
    void assertFinds(String... lines) {
        assertEquals(
                List.of(lines),
                lines().stream().filter(line -> !line.startsWith("chain: ")).toList());
        assertEquals("", err());
    }

    void assertPrints(String... lines) {
        assertEquals(List.of(lines), lines());
        assertEquals("", err());
    }
}
