package io.timeserverd.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The log of a daemon. It is read all the time, because a full pipe would block the daemon. */
final class LogLines {
    private final List<String> lines = new ArrayList<>();

    /** The number of lines up to the last one that was awaited. */
    private int passed;

    private boolean ended;

    LogLines(InputStream log) {
        var thread = new Thread(() -> readAll(log), "daemon-log");
        thread.setDaemon(true);
        thread.start();
    }

    private void readAll(InputStream log) {
        try (var reader = new BufferedReader(new InputStreamReader(log, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("the log cannot be read: " + e);
        }
        end();
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for a line with {@code part} after the lines that were awaited before. */
    synchronized String await(String part) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(Programs.HANG_S);
        while (true) {
            while (passed < lines.size()) {
                String line = lines.get(passed++);
                if (line.contains(part)) {
                    return line;
                }
            }
            long leftNs = deadlineNs - System.nanoTime();
            if (ended || leftNs <= 0) {
                throw new AssertionError("no line with '" + part + "' in the log:\n" + this);
            }
            waitNs(leftNs);
        }
    }

    private synchronized void waitNs(long ns) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, ns);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the log was awaited", e);
        }
    }

    @Override
    public synchronized String toString() {
        return String.join("\n", lines);
    }
}
