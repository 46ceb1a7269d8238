package io.timeserverd.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that handles one connection after the other by a script. */
final class FakeServer implements AutoCloseable {
    /** What the server does with a connection. */
    @FunctionalInterface
    interface Script {
        void run(Peer peer) throws IOException;
    }

    /** The server's end of one connection. */
    record Peer(Socket socket, BufferedReader in, OutputStream out, List<String> received) {
        String readLine() throws IOException {
            String line = in.readLine();
            if (line != null) {
                received.add(line);
            }
            return line;
        }

        void readAll() throws IOException {
            String line;
            do {
                line = readLine();
            } while (line != null);
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Closes with a reset instead of an end of stream. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    /** 127.0.0.1, without asking a resolver. */
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ServerSocket listener = new ServerSocket(0, 50, LOOPBACK);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Thread thread;

    FakeServer(Script... connections) throws IOException {
        thread = new Thread(() -> serve(connections), "fake-server");
        thread.start();
    }

    /** Reads all requests of a connection, then sends {@code text} and closes. */
    static Script replies(String text) {
        return peer -> {
            peer.readAll();
            peer.write(text);
        };
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The lines received so far, of all connections. */
    List<String> received() {
        return received;
    }

    private void serve(Script[] connections) {
        for (Script script : connections) {
            try (Socket socket = listener.accept()) {
                var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
                script.run(new Peer(socket, new BufferedReader(in), socket.getOutputStream(), received));
            } catch (IOException e) {
                // The client closed the connection, as some tests want, or the test is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
