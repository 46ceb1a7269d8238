package io.timeserverd.client;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection to a server: lines go out, responses come in. A response is bounded in bytes and in time.
 * One thread may send while another receives.
 */
final class Session implements Closeable {
    /** The longest response that is waited for; the longest real one, {@code zones}, is some 30 KiB. */
    static final int MAX_RESPONSE_BYTES = 1 << 20;

    private static final int END = -1;

    private final Socket socket;
    private final Deadline deadline;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;
    private int responseBytes;

    Session(Socket socket, Deadline deadline) throws IOException {
        this.socket = socket;
        this.deadline = deadline;
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Queues one request; {@link #flush} sends it. */
    void send(byte[] request) throws IOException {
        out.write(request);
        out.write('\n');
    }

    void send(String request) throws IOException {
        send(request.getBytes(StandardCharsets.UTF_8));
    }

    void flush() throws IOException {
        out.flush();
    }

    /**
     * Has the connection stay open for more requests; a greeting may come before the {@code OK}.
     *
     * @return the error with which the server refuses; empty when it does not
     */
    Optional<String> keep() throws IOException {
        awaitResponse();
        send("keep");
        flush();
        for (var line = line(); line != null; line = line()) {
            if (line.equals("OK")) {
                return Optional.empty();
            }
            if (Reply.isError(line)) {
                return Optional.of(line);
            }
        }
        throw new IOException("connection closed before the last answer");
    }

    /** Tells the server that no more requests come, so that it need not wait for one. */
    void endRequests() throws IOException {
        out.flush();
        socket.shutdownOutput();
    }

    /** Gives the response that is awaited next the whole time and size again. */
    void awaitResponse() {
        deadline.restart();
        responseBytes = 0;
    }

    /** All lines up to the end of the stream. */
    List<String> rest() throws IOException {
        var lines = new ArrayList<String>();
        for (var line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** The next line of the response, without its end; null at the end of the stream. */
    String line() throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int b = read(); b != '\n'; b = read()) {
            if (b == END) {
                if (line.size() > 0) {
                    throw new IOException("connection lost in the middle of an answer");
                }
                return null;
            }
            line.write(b);
        }
        var text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int read() throws IOException {
        if (position == limit && !fill()) {
            return END;
        }
        if (responseBytes++ >= MAX_RESPONSE_BYTES) {
            throw new IOException("answer longer than " + MAX_RESPONSE_BYTES + " bytes");
        }
        return buffer[position++] & 0xff;
    }

    /** False at the end of the stream. */
    private boolean fill() throws IOException {
        try {
            socket.setSoTimeout(deadline.shareMs(1));
            limit = in.read(buffer);
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer in time", e);
        } catch (IOException e) {
            throw new IOException("connection lost: " + e.getMessage(), e);
        }
        position = 0;
        if (limit < 0) {
            limit = 0;
            return false;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
