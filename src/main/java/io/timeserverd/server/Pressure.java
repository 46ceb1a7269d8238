package io.timeserverd.server;

/**
 * How much memory clients hold that do not read their answers: what they are owed, and what they sent meanwhile. All of
 * them together are bounded; past the bound the one that has held on longest is dropped. Belongs to the loop thread.
 *
 * <p>Sessions whose requests arrive in halves come and go here in every turn: hence links instead of a map's entries.
 */
final class Pressure {
    /** Bytes that all clients together may hold; some thousand clients that read slowly fit in. */
    private static final long BOUND_BYTES = 16L * 1024 * 1024;

    /** What one connection holds; linked with its neighbours while that is something. */
    static final class Share {
        private final Connection connection;
        private int bytes;
        private Share older;
        private Share newer;

        Share(Connection connection) {
            this.connection = connection;
        }
    }

    private Share oldest;
    private Share newest;
    private long total;

    /** Notes that a connection holds {@code bytes} from now on; 0 when it reads again or is gone. */
    void holds(Share share, int bytes) {
        int before = share.bytes;
        share.bytes = bytes;
        total += bytes - before;
        if (before == 0 && bytes > 0) {
            append(share);
        } else if (before > 0 && bytes == 0) {
            remove(share);
        }
        while (total > BOUND_BYTES) {
            oldest.connection.drop(); // which has it hold 0
        }
    }

    long total() {
        return total;
    }

    private void append(Share share) {
        share.older = newest;
        if (newest == null) {
            oldest = share;
        } else {
            newest.newer = share;
        }
        newest = share;
    }

    private void remove(Share share) {
        if (share.older == null) {
            oldest = share.newer;
        } else {
            share.older.newer = share.newer;
        }
        if (share.newer == null) {
            newest = share.older;
        } else {
            share.newer.older = share.older;
        }
        share.older = null;
        share.newer = null;
    }
}
