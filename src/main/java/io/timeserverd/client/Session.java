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
 * A connection to a server that sends requests and receives lines of replies. The length of a reply and the time for it are
 * limited. One thread may send while another receives.
 */
final class Session implements Closeable {
    /** The longest reply that is accepted. The longest real one, to {@code zones}, has about 30 KiB. */
    static final int MAX_REPLY_BYTES = 1 << 20;

    private static final int END = -1;

    private final Socket socket;
    private final Deadline deadline;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;
    private int replyBytes;

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
     * Asks the server to keep the connection open for more requests. A greeting may come before its {@code OK}.
     *
     * @return the error if the server refuses; empty otherwise
     */
    Optional<String> keep() throws IOException {
        awaitReply();
        send("keep");
        flush();
        for (String line = line(); line != null; line = line()) {
            if (line.equals("OK")) {
                return Optional.empty();
            }
            if (Replies.isError(line)) {
                return Optional.of(line);
            }
        }
        throw new IOException("connection closed before the last reply");
    }

    /** Half-closes the connection, so that the server need not wait for more requests. */
    void endRequests() throws IOException {
        out.flush();
        socket.shutdownOutput();
    }

    /** Starts the limits of time and length again for the next reply. */
    void awaitReply() {
        deadline.restart();
        replyBytes = 0;
    }

    /** All lines up to the end of the stream. */
    List<String> rest() throws IOException {
        var lines = new ArrayList<String>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** The next line of the reply, without its line end; null at the end of the stream. */
    String line() throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int b = read(); b != '\n'; b = read()) {
            if (b == END) {
                if (line.size() > 0) {
                    throw new IOException("connection lost in the middle of a reply");
                }
                return null;
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int read() throws IOException {
        if (position == limit && !fill()) {
            return END;
        }
        if (replyBytes++ >= MAX_REPLY_BYTES) {
            throw new IOException("reply longer than " + MAX_REPLY_BYTES + " bytes");
        }
        return buffer[position++] & 0xff;
    }

    /** Fills the buffer; false at the end of the stream. */
    private boolean fill() throws IOException {
        try {
            socket.setSoTimeout(deadline.shareMs(1));
            limit = in.read(buffer);
        } catch (SocketTimeoutException e) {
            throw new IOException("no reply in time", e);
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
