package io.timeserverd.verify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that ask one after the other, each on a new connection, until standard input ends. A program of its own: it
 * runs in the network of a {@link Machine}. Prints {@code answered told refused lost} and their counts.
 */
final class Crowd {
    private static final int CLIENTS = 4;
    private static final int HANG_MS = 60_000;

    /** Between two connections of a client, so that all of them leave ports for the others. */
    private static final int PAUSE_MS = 5;

    private final InetSocketAddress server;
    private volatile boolean over;

    /** Got the answer to what they asked. */
    private final AtomicInteger answered = new AtomicInteger();

    /** Got an error. */
    private final AtomicInteger told = new AtomicInteger();

    private final AtomicInteger refused = new AtomicInteger();

    /** Were connected and got nothing. */
    private final AtomicInteger lost = new AtomicInteger();

    private Crowd(int port) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public static void main(String[] args) throws Exception {
        var crowd = new Crowd(Integer.parseInt(args[0]));
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < CLIENTS; i++) {
            int first = i;
            clients.add(new Thread(() -> crowd.ask(first)));
        }
        clients.forEach(Thread::start);
        System.in.readAllBytes();
        crowd.over = true;
        for (var client : clients) {
            client.join();
        }
        System.out.println("answered " + crowd.answered + " told " + crowd.told + " refused " + crowd.refused + " lost "
                + crowd.lost);
    }

    private void ask(int first) {
        for (int n = first; !over; n += CLIENTS) {
            try {
                askCounted(n);
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void askCounted(int n) {
        try {
            askOnce(n);
        } catch (ConnectException e) {
            refused.incrementAndGet();
        } catch (IOException e) {
            System.err.println(n + ": " + e);
            lost.incrementAndGet();
        }
    }

    private void askOnce(int n) throws IOException {
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(HANG_MS);
            socket.connect(server, HANG_MS);
            socket.getOutputStream().write(("@" + n + " +unix\n").getBytes(StandardCharsets.UTF_8));
            var reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (reply.equals(n + "\n")) {
                answered.incrementAndGet();
            } else if (reply.startsWith("ERR ")) {
                told.incrementAndGet();
            } else {
                throw new IOException("instead of an answer: '" + reply + "'");
            }
        }
    }
}
