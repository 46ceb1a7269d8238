package io.timeserverd.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What came back outside a session: responses up to the end of the stream. Each has at least one line. */
record Reply(List<List<String>> responses) {
    private static final String ERR = "ERR ";

    /**
     * Cuts at empty lines: they end a response of several lines.
     *
     * @throws IOException when there is no response at all
     */
    static Reply of(List<String> lines) throws IOException {
        var responses = new ArrayList<List<String>>();
        var current = new ArrayList<String>();
        for (var line : lines) {
            if (!line.isEmpty()) {
                current.add(line);
            } else if (!current.isEmpty()) {
                responses.add(List.copyOf(current));
                current.clear();
            }
        }
        if (!current.isEmpty()) {
            responses.add(List.copyOf(current));
        }
        if (responses.isEmpty()) {
            throw new IOException("connection closed without an answer");
        }
        return new Reply(responses);
    }

    /** The menu: what follows it answers a choice, or that nothing was chosen. */
    List<String> first() {
        return responses.get(0);
    }

    /** The answer to a request: what precedes it is a greeting, or the menu that was chosen from. */
    List<String> last() {
        return responses.get(responses.size() - 1);
    }

    static boolean isError(String line) {
        return line.startsWith(ERR);
    }
}
