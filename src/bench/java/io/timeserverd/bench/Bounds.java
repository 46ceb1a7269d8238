package io.timeserverd.bench;

import io.timeserverd.clock.Leap;
import io.timeserverd.ntp.ChronyReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Looks at clocks once a second, where the system's clock is the truth: how wrong each is, and how wrong it says that it may
 * be. For {@code src/bench/clock/network}.
 */
public final class Bounds {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int CHRONYD = 323;
    private static final int TIMEOUT_MS = 5000;

    /** How many exchanges a look takes. The one with the shortest round trip counts. */
    private static final int EXCHANGES = 4;

    /**
     * One look at a clock that says that it knows the time.
     *
     * @param errorNs how far it was from the truth, give or take {@code uncertaintyNs}
     */
    private record Look(long errorNs, long uncertaintyNs, long boundNs) {
        boolean isOutside() {
            return Math.abs(errorNs) > boundNs + uncertaintyNs;
        }
    }

    private final Map<String, List<Look>> looks = new LinkedHashMap<>();
    private final PrintStream file;

    private Bounds(PrintStream file) {
        this.file = file;
    }

    /**
     * Arguments: a file for all looks, for how many seconds, and {@code NAME=PORT} for each daemon. The chronyd is on its
     * usual port.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(args[1]);
        long startNs = System.nanoTime();
        try (var file = new PrintStream(args[0], StandardCharsets.US_ASCII)) {
            var bounds = new Bounds(file);
            for (int second = 1; second <= seconds; second++) {
                for (int i = 2; i < args.length; i++) {
                    String[] words = args[i].split("=", -1);
                    bounds.add(second, words[0], daemon(Integer.parseInt(words[1])));
                }
                bounds.add(second, "chronyd", chronyd(second));
                TimeUnit.NANOSECONDS.sleep(startNs + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
            }
            bounds.print();
        }
    }

    private void add(int second, String name, Optional<Look> look) {
        List<Look> all = looks.computeIfAbsent(name, key -> new ArrayList<>());
        look.ifPresent(seen -> {
            all.add(seen);
            file.println(second + " " + name + " " + seen.errorNs + " " + seen.uncertaintyNs + " " + seen.boundNs);
        });
    }

    private void print() {
        System.out.println(
                "| clock | looks | outside | bound in ms: median | p99 | error in ms: median | p99 | largest |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        looks.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %d | %s | %s | %s | %s | %s |%n",
                name,
                all.size(),
                all.stream().filter(Look::isOutside).count(),
                ms(all, Look::boundNs, 0.5),
                ms(all, Look::boundNs, 0.99),
                ms(all, look -> Math.abs(look.errorNs), 0.5),
                ms(all, look -> Math.abs(look.errorNs), 0.99),
                ms(all, look -> Math.abs(look.errorNs), 1)));
    }

    /** The value that this part of all does not exceed. */
    private static String ms(List<Look> all, ToLongFunction<Look> value, double part) {
        long[] sorted = all.stream().mapToLong(value).sorted().toArray();
        return sorted.length == 0
                ? "-"
                : String.format(Locale.ROOT, "%.3f", sorted[(int) (part * (sorted.length - 1))] / 1e6);
    }

    /** Looks at a daemon; empty if it does not know the time, or does not run yet. */
    private static Optional<Look> daemon(int port) throws IOException {
        try (var socket = new Socket(HERE, port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            ask(socket, in, "keep");
            Optional<Look> best = Optional.empty();
            for (int i = 0; i < EXCHANGES; i++) {
                Optional<Look> look = exchange(socket, in);
                if (look.isEmpty()) {
                    return look;
                }
                if (best.isEmpty() || look.get().uncertaintyNs < best.get().uncertaintyNs) {
                    best = look;
                }
            }
            return best;
        } catch (ConnectException e) {
            return Optional.empty();
        }
    }

    private static Optional<Look> exchange(Socket socket, BufferedReader in) throws IOException {
        long before = nowNs();
        String[] fields = ask(socket, in, "sync a").split(" ", -1); // a, received, sent, bound, stratum, leap
        long after = nowNs();
        if (fields[3].equals("-") || Leap.of(Integer.parseInt(fields[5])) == Leap.UNKNOWN) {
            return Optional.empty();
        }
        long received = Long.parseLong(fields[1]);
        long sent = Long.parseLong(fields[2]);
        return Optional.of(new Look(
                (received - before + sent - after) / 2,
                (after - before - (sent - received) + 1) / 2,
                Long.parseLong(fields[3])));
    }

    private static String ask(Socket socket, BufferedReader in, String request) throws IOException {
        socket.getOutputStream().write((request + '\n').getBytes(StandardCharsets.US_ASCII));
        return in.readLine();
    }

    /** It sets no clock, and so what it has not corrected yet is the whole error of what it takes for the time. */
    private static Optional<Look> chronyd(int sequence) throws IOException {
        try (var socket = new DatagramSocket(0, HERE)) {
            socket.connect(HERE, CHRONYD); // so that a closed port is an exception
            socket.setSoTimeout(TIMEOUT_MS);
            byte[] request = ChronyReport.request(sequence);
            socket.send(new DatagramPacket(request, request.length));
            var reply = new DatagramPacket(new byte[2 * ChronyReport.BYTES], 2 * ChronyReport.BYTES);
            socket.receive(reply);
            return ChronyReport.decode(ByteBuffer.wrap(reply.getData(), 0, reply.getLength()), sequence)
                    .filter(report -> report.leap() != Leap.UNKNOWN)
                    .map(report -> new Look(report.offsetNs(), 0, report.errorNs() - Math.abs(report.offsetNs())));
        } catch (PortUnreachableException e) {
            return Optional.empty();
        }
    }

    private static long nowNs() {
        var now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
