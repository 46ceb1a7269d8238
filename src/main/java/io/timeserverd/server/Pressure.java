package io.timeserverd.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much memory clients hold that do not read their answers: what they are owed, and what they sent meanwhile. All of
 * them together are bounded; past the bound the one that has held on longest is dropped. Belongs to the loop thread.
 */
final class Pressure {
    /** Bytes that all clients together may hold; some thousand clients that read slowly fit in. */
    private static final long BOUND_BYTES = 16L * 1024 * 1024;

    private final Map<Connection, Integer> heldBy = new LinkedHashMap<>();
    private long total;

    /** Notes that {@code connection} holds {@code bytes} from now on; 0 when it reads again or is gone. */
    void holds(Connection connection, int bytes) {
        if (bytes == 0 && total == 0) { // as nearly always
            return;
        }
        Integer before = bytes == 0 ? heldBy.remove(connection) : heldBy.put(connection, bytes);
        total += bytes - (before == null ? 0 : before);
        while (total > BOUND_BYTES) {
            heldBy.keySet().iterator().next().drop(); // which has it hold 0
        }
    }

    long total() {
        return total;
    }
}
