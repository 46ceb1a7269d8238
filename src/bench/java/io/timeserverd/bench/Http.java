package io.timeserverd.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replies to GET requests, beside the least that nginx can reply, as wrk counts them. */
final class Http {
    private static final int CLIENTS = 64;

    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ");

    /** What wrk adds where the replies were not all good ones. */
    private static final Pattern TROUBLE = Pattern.compile("Socket errors.*|Non-2xx.*");

    private final Lab lab;

    Http(Lab lab) {
        this.lab = lab;
    }

    /** Many requests a connection, and one a connection. */
    void besideNginx() throws IOException, InterruptedException {
        if (!lab.isThere("wrk", "wrk", "wrk") || !lab.isThere("nginx", "nginx", "nginx-light")) {
            return;
        }
        compare("kept connections", 0.6);
        compare("one request a connection", 0.8, "-H", "Connection: close");
    }

    private void compare(String kind, double target, String... options) throws IOException, InterruptedException {
        int port = Subject.freePort();
        try (var sides = new Sides()) {
            Subject ours = lab.peers().daemon("http", "listen.http=127.0.0.1:" + port);
            sides.add("timeserverd", ours.at(port), Peers.PLACES);
            sides.add("nginx with its access log", lab.peers().nginx(), Peers.ANYTHING);
            sides.inTurn(lab, lab.plan().rounds(), (side, durationNs) -> requests(side, durationNs, options));
            sides.rows(
                    lab.table(),
                    "HTTP requests/s, " + CLIENTS + " clients, " + kind,
                    Side::rate,
                    Target.ratioAtLeast(target));
            sides.rows(lab.table(), "processor time of an HTTP request, us, " + kind, Side::cpuMicros, Target.NONE);
        }
    }

    /** Runs wrk, which knows whole seconds only, on the core of this process. */
    private static double requests(Side side, long durationNs, String... options) throws IOException {
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(durationNs));
        var command = new ArrayList<>(List.of("wrk", "-t1", "-c" + CLIENTS, "-d" + seconds));
        command.addAll(List.of(options));
        command.add("http://127.0.0.1:" + side.subject().port() + "/");
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(said);
        if (!total.find() || TROUBLE.matcher(said).find()) {
            throw new IOException("wrk and " + side.name() + ": " + said);
        }
        return Double.parseDouble(total.group(1));
    }
}
