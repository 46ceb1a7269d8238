package io.timeserverd.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Override
    public String toString() {
        return limit == UNLIMITED ? "unlimited" : Long.toString(limit);
    }
}
