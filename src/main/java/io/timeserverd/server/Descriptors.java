package io.timeserverd.server;

import io.timeserverd.log.Log;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;

/**
 * How many descriptors the process may have open.
 *
 * @param limit {@link #UNLIMITED} when there is none, or none is known
 */
record Descriptors(long limit) {
    static final long UNLIMITED = Long.MAX_VALUE;

    /** For the journal, the control socket, listeners, NTP servers, {@link Refusals} and the JVM; some 40 are in use at rest. */
    private static final int RESERVE = 96;

    /** Opened at once by {@link #makeRoom} at most: for twice as many there is room then. */
    private static final int MOST_OPENED = 1 << 13;

    private static final File NOTHING = new File("/dev/null");

    private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files +([0-9]{1,18}) ");

    /** As proc(5) tells it; it may change while the process runs. Where there is no such file none is known. */
    static Descriptors ofProcess() {
        return in(Path.of("/proc/self/limits"));
    }

    static Descriptors in(Path limits) {
        try {
            var found = SOFT_LIMIT.matcher(Files.readString(limits));
            return new Descriptors(found.find() ? Long.parseLong(found.group(1)) : UNLIMITED);
        } catch (IOException e) {
            return new Descriptors(UNLIMITED);
        }
    }

    /** How many connections there may be where {@code wanted} are: fewer when descriptors would run out. */
    int connections(int wanted) {
        return (int) Math.min(wanted, limit - Math.min(RESERVE, limit / 2));
    }

    /**
     * Has the system make its table of this process's descriptors large enough for so many. It doubles a table that is used
     * up, and until every processor has seen the new one whoever wanted one more descriptor waits: 10 ms to more than 100,
     * for a connection that the loop takes on. So this is for another thread; it opens descriptors, as there is no other
     * way, and closes them.
     *
     * @param connections that may be open at once
     */
    void makeRoom(int connections) {
        long opened = Math.min(Integer.highestOneBit(connections), Math.min(MOST_OPENED, limit / 2));
        var open = new ArrayList<Closeable>();
        try {
            for (long i = 0; i < opened; i++) {
                open.add(new FileInputStream(NOTHING));
            }
        } catch (IOException e) { // then there is room for as many as there may be
            Log.debug("descriptors", "opened", open.size(), "reason", e.getMessage());
        } finally {
            open.forEach(Descriptors::close);
        }
    }

    private static void close(Closeable descriptor) {
        try {
            descriptor.close();
        } catch (IOException e) { // it is gone all the same
            Log.debug("close-failed", "reason", e.getMessage());
        }
    }

    @Override
    public String toString() {
        return limit == UNLIMITED ? "unlimited" : Long.toString(limit);
    }
}
