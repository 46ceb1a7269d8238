package io.timeserverd.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Sends the requests on standard input through one session. Standard output gets every reply in the order of the requests,
 * errors too.
 *
 * <pre>
 *     stdin -> sender thread -> server -> calling thread -> stdout
 *                  `- expected replies -^
 * </pre>
 */
final class RequestBatch {
    /** At most this many requests wait for their replies, so that the server need not hold more. */
    private static final int WINDOW = 256;

    /** Commands whose reply has several lines and ends with an empty one. */
    private static final Set<String> SEVERAL_LINES =
            Set.of("help", "menu", "zones", "places", "status", "me", "version");

    private enum Expected {
        LINE,
        SEVERAL_LINES,
        /** There is no further request. */
        END,
        /** Standard input cannot be read. */
        BROKEN_INPUT
    }

    private final Session session;
    private final StandardStreams terminal;
    private final InputLines requests;
    private final BlockingQueue<Expected> expected = new ArrayBlockingQueue<>(WINDOW);

    /** What the sender thread puts last into the queue. */
    private Expected last = Expected.END;

    RequestBatch(Session session, StandardStreams terminal) {
        this.session = session;
        this.terminal = terminal;
        requests = new InputLines(terminal.in());
    }

    int run() throws IOException, InterruptedException {
        Optional<String> refusal = session.keep();
        if (refusal.isPresent()) {
            terminal.error(refusal.get());
            return ExitStatus.REFUSED;
        }
        var sender = new Thread(this::sendAll, "stdin");
        // It may still wait for the terminal when the connection is lost.
        sender.setDaemon(true);
        sender.start();
        return receiveAll();
    }

    private int receiveAll() throws IOException, InterruptedException {
        int status = ExitStatus.OK;
        while (true) {
            switch (expected.take()) {
                case LINE -> {
                    if (!receive()) {
                        status = ExitStatus.REFUSED;
                    }
                }
                case SEVERAL_LINES -> {
                    if (!receiveSeveral()) {
                        status = ExitStatus.REFUSED;
                    }
                }
                case END -> {
                    return status;
                }
                case BROKEN_INPUT -> {
                    terminal.complain("cannot read standard input");
                    return ExitStatus.USAGE;
                }
            }
            if (expected.isEmpty()) {
                terminal.flush();
            }
        }
    }

    /** Receives a reply of one line; false if it is an {@code ERR}. */
    private boolean receive() throws IOException {
        session.awaitReply();
        String line = line();
        terminal.print(line);
        return !Replies.isError(line);
    }

    /** Receives a reply of several lines. The empty line at its end is printed too, so that a script finds the next reply. */
    private boolean receiveSeveral() throws IOException {
        session.awaitReply();
        String line = line();
        terminal.print(line);
        boolean answered = !Replies.isError(line);
        while (answered && !line.isEmpty()) {
            line = line();
            terminal.print(line);
        }
        return answered;
    }

    private String line() throws IOException {
        String line = session.line();
        if (line == null) {
            throw new IOException("connection closed before the last reply");
        }
        return line;
    }

    /** Runs in the sender's thread. */
    private void sendAll() {
        try {
            try {
                for (byte[] request = next(); request != null; request = next()) {
                    send(request);
                }
                session.endRequests();
            } catch (IOException e) {
                // The receiver will miss a reply and report the broken connection.
            }
            expected.put(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next request; null after the last one. */
    private byte[] next() {
        try {
            byte[] request = requests.next();
            return request == null || command(request).equals("quit") ? null : request;
        } catch (IOException e) {
            last = Expected.BROKEN_INPUT;
            return null;
        }
    }

    private void send(byte[] request) throws IOException, InterruptedException {
        Expected reply = SEVERAL_LINES.contains(command(request)) ? Expected.SEVERAL_LINES : Expected.LINE;
        if (!expected.offer(reply)) {
            // The window is full, but some of its requests may still be in the buffer.
            session.flush();
            expected.put(reply);
        }
        session.send(request);
        if (requests.mayBlock()) {
            session.flush();
        }
    }

    private static String command(byte[] request) {
        String text = new String(request, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
