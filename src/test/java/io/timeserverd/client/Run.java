package io.timeserverd.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.clock.Ticker;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** One run of the program as a user sees it. */
final class Run {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Dialer.Resolver resolver = InetAddress::getAllByName;
    private Ticker ticker = Ticker.system();
    private String typed = "";
    private boolean live;

    /** A test that forgets to say where it runs must not set the clock of this machine. */
    private Machine machine = new Machine(Clock.systemUTC(), ms -> {}, new FakePrograms());

    Run typing(String text) {
        typed = text;
        return this;
    }

    Run on(Machine with) {
        machine = with;
        return this;
    }

    /** Standard output is a terminal. */
    Run live() {
        live = true;
        return this;
    }

    Run resolving(Dialer.Resolver with) {
        resolver = with;
        return this;
    }

    Run ticking(Ticker with) {
        ticker = with;
        return this;
    }

    /** Returns the exit status. */
    int of(FakeServer server, String... words) {
        return of(args(server, words));
    }

    int of(String... args) {
        var stdin = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        var terminal = new StandardStreams(stdin, new PrintWriter(out), new PrintWriter(err), live);
        return TimeClient.run(args, terminal, resolver, ticker, machine);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    void assertComplaint(String message) {
        assertEquals("timeclient: " + message + "\n", err());
    }

    static String[] args(FakeServer server, String... words) {
        var args = new ArrayList<>(List.of("-H", "127.0.0.1", "-p", String.valueOf(server.port())));
        args.addAll(List.of(words));
        return args.toArray(new String[0]);
    }
}
