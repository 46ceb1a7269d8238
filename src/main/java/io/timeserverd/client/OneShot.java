package io.timeserverd.client;

import java.io.IOException;
import java.util.List;

/**
 * Requests outside a session: everything is sent at once, then the server closes after its last response.
 */
final class OneShot {
    private static final String MENU = "menu";

    private final Dialer dialer;
    private final StandardStreams terminal;

    OneShot(Dialer dialer, StandardStreams terminal) {
        this.dialer = dialer;
        this.terminal = terminal;
    }

    /** Asks once and prints the answer. */
    int ask(String request) throws IOException {
        var reply = exchange(request);
        return print(request.strip().equalsIgnoreCase(MENU) ? reply.first() : reply.last());
    }

    /**
     * Shows the menu, lets the user choose, prints the answer. Two connections, because a user may think for
     * longer than a server waits.
     */
    int askByMenu() throws IOException {
        int status = print(exchange(MENU).first());
        if (status != Exit.ANSWERED) {
            return status;
        }
        var choice = terminal.prompt("Number, or any place: ");
        if (choice == null) {
            terminal.complain("nothing was chosen");
            return Exit.USAGE;
        }
        return print(exchange(MENU, choice).last());
    }

    private Reply exchange(String... requests) throws IOException {
        try (var session = dialer.dial()) {
            session.awaitResponse();
            for (var request : requests) {
                session.send(request);
            }
            session.endRequests();
            return Reply.of(session.rest());
        }
    }

    /** Answers go to standard output, an error to standard error. */
    private int print(List<String> response) {
        if (Reply.isError(response.get(0))) {
            response.forEach(terminal::error);
            return Exit.REFUSED;
        }
        response.forEach(terminal::answer);
        return Exit.ANSWERED;
    }
}
