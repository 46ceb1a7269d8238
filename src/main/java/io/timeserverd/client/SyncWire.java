package io.timeserverd.client;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A protocol for {@code sync} exchanges. */
interface SyncWire {
    /**
     * Prepares the session for several exchanges.
     *
     * @return the error if the server refuses; empty otherwise
     */
    Optional<String> begin(Session session) throws IOException;

    /** Sends a request with a token. */
    void ask(Session session, String token) throws IOException;

    /** Receives {@code token t2 t3 bound stratum leap}, or an error line; null if the server closed the connection. */
    String reply(Session session) throws IOException;

    /** The text language. */
    final class Text implements SyncWire {
        @Override
        public Optional<String> begin(Session session) throws IOException {
            return session.keep();
        }

        @Override
        public void ask(Session session, String token) throws IOException {
            session.send("sync " + token);
            session.flush();
        }

        @Override
        public String reply(Session session) throws IOException {
            return session.line();
        }
    }

    /**
     * HTTP on one connection.
     *
     * @param host the value of the header field Host
     */
    record Http(String host) implements SyncWire {
        private static final Pattern REPLY =
                Pattern.compile("\\{\"token\":\"([0-9]+)\",\"receive_ns\":([0-9]+),\"transmit_ns\":([0-9]+),"
                        + "\"error_bound_ns\":([0-9]+|null),\"stratum\":([0-9]+),\"leap\":([0-9]+),.*");

        private static final int MOST_FIELDS = 100;
        private static final String LENGTH = "content-length:";

        @Override
        public Optional<String> begin(Session session) {
            return Optional.empty();
        }

        @Override
        public void ask(Session session, String token) throws IOException {
            // The session ends each line with LF.
            session.send("GET /api/sync?token=" + token + " HTTP/1.1\r");
            session.send("Host: " + host + "\r");
            session.send("\r");
            session.flush();
        }

        @Override
        public String reply(Session session) throws IOException {
            String status = session.line();
            if (status == null) {
                return null;
            }
            if (!status.startsWith("HTTP/1.1 ") || !hasBody(session)) {
                throw new IOException("not a reply of a time server over HTTP: " + status);
            }
            String body = session.line();
            Matcher fields = REPLY.matcher(String.valueOf(body));
            return fields.matches()
                    ? String.join(
                            " ",
                            fields.group(1),
                            fields.group(2),
                            fields.group(3),
                            fields.group(4).replace("null", "-"),
                            fields.group(5),
                            fields.group(6))
                    : body;
        }

        /** Skips the header fields; returns whether a body follows. */
        private static boolean hasBody(Session session) throws IOException {
            boolean has = false;
            for (int i = 0; i < MOST_FIELDS; i++) {
                String field = session.line();
                if (field == null || field.isEmpty()) {
                    return has;
                }
                has |= field.toLowerCase(Locale.ROOT).startsWith(LENGTH);
            }
            throw new IOException("too many header fields");
        }
    }
}
