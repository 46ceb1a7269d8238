package io.timeserverd.verify;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A client that sends exactly the bytes of a test. A reset while it reads is an IOException. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Wire(int port) throws IOException {
        this(port, new Socket());
    }

    /** Connects with a receive buffer of about {@code bytes}, so that it fills soon when the test does not read. */
    static Wire withReceiveBuffer(int port, int bytes) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(bytes);
        return new Wire(port, socket);
    }

    private Wire(int port, Socket socket) throws IOException {
        this.socket = socket;
        int hangMs = (int) TimeUnit.SECONDS.toMillis(Programs.HANG_S);
        socket.setTcpNoDelay(true); // every send is a segment
        socket.setSoTimeout(hangMs);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), hangMs);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends each character, which must be below 256, as a byte. */
    Wire send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Half-closes the connection. */
    Wire endInput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next line without its line feed; at the end of the connection, the part that has arrived. */
    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** The next line; a SocketTimeoutException if no byte arrives within {@code ms}. */
    String lineWithin(int ms) throws IOException {
        int hangMs = socket.getSoTimeout();
        socket.setSoTimeout(ms);
        in.mark(1);
        try {
            in.read();
        } finally {
            socket.setSoTimeout(hangMs);
        }
        in.reset();
        return line();
    }

    /** Whether the connection has ended; waits until that is certain. */
    boolean atEnd() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return true;
        }
        in.reset();
        return false;
    }

    /** The lines up to the empty line that ends a reply of several lines. */
    String paragraph() throws IOException {
        var lines = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    /** Everything up to the end of the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Ends the connection by a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
