package io.timeserverd.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Many requests from standard input through one session: every request gets its answer on standard output, in
 * order, errors too.
 *
 * <pre>
 *     stdin -> sender thread -> server -> calling thread -> stdout
 *                  `-- what to expect --^
 * </pre>
 */
final class RequestBatch {
    /** Requests that are sent before the first of them is answered; bounds what the server must hold. */
    private static final int WINDOW = 256;

    /** Commands whose reply has several lines and ends with an empty one. */
    private static final Set<String> SEVERAL_LINES =
            Set.of("help", "menu", "zones", "places", "status", "me", "version");

    private enum Expected {
        LINE,
        SEVERAL_LINES,
        /** Nothing more was asked. */
        END,
        /** Standard input cannot be read. */
        BROKEN_INPUT
    }

    private final Session session;
    private final StandardStreams terminal;
    private final Lines requests;
    private final BlockingQueue<Expected> expected = new ArrayBlockingQueue<>(WINDOW);

    /** Written by the sender before it queues it. */
    private Expected last = Expected.END;

    RequestBatch(Session session, StandardStreams terminal) {
        this.session = session;
        this.terminal = terminal;
        requests = new Lines(terminal.in());
    }

    int run() throws IOException, InterruptedException {
        var refusal = session.keep();
        if (refusal.isPresent()) {
            terminal.error(refusal.get());
            return Exit.REFUSED;
        }
        var sender = new Thread(this::sendAll, "stdin");
        // It may sit in a read of the terminal when the connection is already lost.
        sender.setDaemon(true);
        sender.start();
        return receiveAll();
    }

    private int receiveAll() throws IOException, InterruptedException {
        int status = Exit.ANSWERED;
        while (true) {
            switch (expected.take()) {
                case LINE -> {
                    if (!receive()) {
                        status = Exit.REFUSED;
                    }
                }
                case SEVERAL_LINES -> {
                    if (!receiveSeveral()) {
                        status = Exit.REFUSED;
                    }
                }
                case END -> {
                    return status;
                }
                case BROKEN_INPUT -> {
                    terminal.complain("cannot read standard input");
                    return Exit.USAGE;
                }
            }
            if (expected.isEmpty()) {
                terminal.flush();
            }
        }
    }

    /** False for an {@code ERR}. */
    private boolean receive() throws IOException {
        session.awaitResponse();
        var line = line();
        terminal.answer(line);
        return !Reply.isError(line);
    }

    /** The empty line is printed too: it tells where the next answer begins. */
    private boolean receiveSeveral() throws IOException {
        session.awaitResponse();
        var line = line();
        terminal.answer(line);
        boolean answered = !Reply.isError(line);
        while (answered && !line.isEmpty()) {
            line = line();
            terminal.answer(line);
        }
        return answered;
    }

    private String line() throws IOException {
        var line = session.line();
        if (line == null) {
            throw new IOException("connection closed before the last answer");
        }
        return line;
    }

    /** Runs in the sender's thread. */
    private void sendAll() {
        try {
            try {
                for (var request = next(); request != null; request = next()) {
                    send(request);
                }
                session.endRequests();
            } catch (IOException e) {
                // The receiver meets the broken connection too, at the answer that is missing.
            }
            expected.put(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next request; null after the last one. */
    private byte[] next() {
        try {
            var request = requests.next();
            return request == null || command(request).equals("quit") ? null : request;
        } catch (IOException e) {
            last = Expected.BROKEN_INPUT;
            return null;
        }
    }

    private void send(byte[] request) throws IOException, InterruptedException {
        var reply = SEVERAL_LINES.contains(command(request)) ? Expected.SEVERAL_LINES : Expected.LINE;
        if (!expected.offer(reply)) {
            // The window is full of requests of which some may not have left yet.
            session.flush();
            expected.put(reply);
        }
        session.send(request);
        if (requests.mayBlock()) {
            session.flush();
        }
    }

    private static String command(byte[] request) {
        var text = new String(request, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
