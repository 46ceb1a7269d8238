package io.timeserverd.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limit of open file descriptors of this process.
 *
 * @param limit {@link #UNLIMITED} if there is none, or none is known
 */
record DescriptorLimit(long limit) {
    static final long UNLIMITED = Long.MAX_VALUE;

    /** Kept for the journal, the control socket, listeners, NTP servers, {@link Refusals} and the JVM, which use about 40 at rest. */
    private static final int RESERVE = 96;

    private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files +([0-9]{1,18}) ");

    /** Reads the limit from proc(5). It may change while the process runs. Systems without that file have no known limit. */
    static DescriptorLimit ofProcess() {
        return in(Path.of("/proc/self/limits"));
    }

    static DescriptorLimit in(Path limits) {
        try {
            Matcher found = SOFT_LIMIT.matcher(Files.readString(limits));
            return new DescriptorLimit(found.find() ? Long.parseLong(found.group(1)) : UNLIMITED);
        } catch (IOException e) {
            return new DescriptorLimit(UNLIMITED);
        }
    }

    /** How many connections may be open if {@code configured} are allowed: fewer where descriptors would run out. */
    int connections(int configured) {
        return (int) Math.min(configured, limit - Math.min(RESERVE, limit / 2));
    }

    @Override
    public String toString() {
        return limit == UNLIMITED ? "unlimited" : Long.toString(limit);
    }
}
