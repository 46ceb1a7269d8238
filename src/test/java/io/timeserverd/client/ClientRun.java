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

/** Runs the program as a user does. */
final class ClientRun {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Dialer.Resolver resolver = InetAddress::getAllByName;
    private Ticker ticker = Ticker.system();
    private String typed = "";
    private boolean live;
    private int columns;

    /** By default no command is really run, so that no test can set the clock of this host. */
    private LocalSystem system = new LocalSystem(Clock.systemUTC(), ms -> {}, new FakeCommandRunner());

    ClientRun typing(String text) {
        typed = text;
        return this;
    }

    ClientRun on(LocalSystem with) {
        system = with;
        return this;
    }

    /** Makes standard output a terminal of this width. */
    ClientRun live(int newColumns) {
        live = true;
        columns = newColumns;
        return this;
    }

    ClientRun resolving(Dialer.Resolver with) {
        resolver = with;
        return this;
    }

    ClientRun ticking(Ticker with) {
        ticker = with;
        return this;
    }

    /** Runs the program; returns its exit status. */
    int of(FakeServer server, String... words) {
        return of(args(server, words));
    }

    int of(String... args) {
        var stdin = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        var terminal = new StandardStreams(stdin, new PrintWriter(out), new PrintWriter(err), live, columns);
        return TimeClient.run(args, terminal, resolver, ticker, system);
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
