package io.timeserverd.client;

import java.io.IOException;
import java.util.List;

/**
 * A request outside a session: everything is sent at once, and the server closes the connection after its last reply.
 */
final class SingleRequest {
    private static final String MENU = "menu";

    private final Dialer dialer;
    private final StandardStreams terminal;

    SingleRequest(Dialer dialer, StandardStreams terminal) {
        this.dialer = dialer;
        this.terminal = terminal;
    }

    /** Sends the request and prints the reply. */
    int ask(String request) throws IOException {
        Replies reply = exchange(request);
        return print(request.strip().equalsIgnoreCase(MENU) ? reply.first() : reply.last());
    }

    /**
     * Shows the menu, lets the user choose, and prints the reply. It uses two connections, because a user may think for
     * longer than a server waits.
     */
    int askByMenu() throws IOException {
        int status = print(exchange(MENU).first());
        if (status != ExitStatus.OK) {
            return status;
        }
        String choice = terminal.prompt("Number, or any place: ");
        if (choice == null) {
            terminal.complain("nothing was chosen");
            return ExitStatus.USAGE;
        }
        return print(exchange(MENU, choice).last());
    }

    private Replies exchange(String... requests) throws IOException {
        try (Session session = dialer.dial()) {
            session.awaitReply();
            for (String request : requests) {
                session.send(request);
            }
            session.endRequests();
            return Replies.of(session.rest());
        }
    }

    /** Prints a reply on standard output, or an error on standard error. */
    private int print(List<String> reply) {
        if (Replies.isError(reply.get(0))) {
            reply.forEach(terminal::error);
            return ExitStatus.REFUSED;
        }
        reply.forEach(terminal::print);
        return ExitStatus.OK;
    }
}
