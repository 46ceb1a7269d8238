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
 * Clients that each make one request after the other, on a new connection each time, until standard input ends. It is a
 * program that runs in the network of a {@link Container}, and prints {@code answered told refused lost} with their counts.
 */
final class Crowd {
    private static final int CLIENTS = 4;
    private static final int HANG_MS = 60_000;

    /** The pause between two connections of a client, so that ports are left for the other clients. */
    private static final int PAUSE_MS = 5;

    private final InetSocketAddress server;
    private volatile boolean over;

    /** Connections that got the right reply. */
    private final AtomicInteger answered = new AtomicInteger();

    /** Connections that got an error. */
    private final AtomicInteger told = new AtomicInteger();

    private final AtomicInteger refused = new AtomicInteger();

    /** Connections that got nothing. */
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
        for (Thread client : clients) {
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
