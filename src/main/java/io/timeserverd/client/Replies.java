package io.timeserverd.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All replies on a connection without a session. Each has at least one line. */
record Replies(List<List<String>> replies) {
    private static final String ERR = "ERR ";

    /**
     * Splits lines into replies at empty lines, because an empty line ends a reply of several lines.
     *
     * @throws IOException if there is no reply
     */
    static Replies of(List<String> lines) throws IOException {
        var replies = new ArrayList<List<String>>();
        var current = new ArrayList<String>();
        for (String line : lines) {
            if (!line.isEmpty()) {
                current.add(line);
            } else if (!current.isEmpty()) {
                replies.add(List.copyOf(current));
                current.clear();
            }
        }
        if (!current.isEmpty()) {
            replies.add(List.copyOf(current));
        }
        if (replies.isEmpty()) {
            throw new IOException("connection closed without a reply");
        }
        return new Replies(replies);
    }

    /** The first reply. If the request was {@code menu}, it is the menu; after it comes the reply to the choice. */
    List<String> first() {
        return replies.get(0);
    }

    /** The last reply: the one to the request. A greeting or a menu may come before it. */
    List<String> last() {
        return replies.get(replies.size() - 1);
    }

    static boolean isError(String line) {
        return line.startsWith(ERR);
    }
}
