package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code timeserver-admin export} of the image, and the lines that it has printed. */
final class Export implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("^\\{\"id\":([0-9]+),");

    private final Process process;
    private final Thread reader;
    private final LogLines errors;
    private final List<String> lines = new ArrayList<>();

    Export(List<String> command) {
        process = Programs.start(Programs.builder(command), "default-jre-headless");
        errors = new LogLines(process.getErrorStream());
        reader = new Thread(this::readAll, "export");
        reader.start();
    }

    /** Reads all lines; a line without its end does not count. */
    private void readAll() {
        var line = new ByteArrayOutputStream();
        var bytes = new byte[1 << 16];
        try (InputStream out = process.getInputStream()) {
            for (int length = out.read(bytes); length >= 0; length = out.read(bytes)) {
                for (int i = 0; i < length; i++) {
                    if (bytes[i] == '\n') {
                        add(line.toString(StandardCharsets.UTF_8));
                        line.reset();
                    } else {
                        line.write(bytes[i]);
                    }
                }
            }
        } catch (IOException e) {
            add("standard output cannot be read: " + e);
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The id of a line. */
    static long id(String line) {
        Matcher id = ID.matcher(line);
        assertTrue(id.find(), line);
        return Long.parseLong(id.group(1));
    }

    /** Waits until this many more lines have come. */
    synchronized void awaitMore(int more) throws InterruptedException {
        int wanted = lines.size() + more;
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(Programs.HANG_S);
        while (lines.size() < wanted) {
            if (System.nanoTime() - deadlineNs > 0 || !process.isAlive()) {
                fail("the export brings nothing more; it says: " + errors);
            }
            wait(100);
        }
    }

    /** Waits for the record with this id. */
    synchronized void awaitId(long id) throws InterruptedException {
        while (lines.isEmpty() || id(lines.get(lines.size() - 1)) < id) {
            awaitMore(1);
        }
    }

    String errors() {
        return errors.toString();
    }

    /** Sends SIGTERM; returns the exit status. */
    int stop() throws InterruptedException {
        process.toHandle().destroy();
        return ended();
    }

    /** Sends SIGKILL. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        ended();
    }

    /** Sends SIGKILL to the command that receives the batches. */
    void killCommand(String name) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(Programs.HANG_S);
        while (process.descendants()
                .noneMatch(each -> each.info().command().orElse("").contains(name) && each.destroyForcibly())) {
            if (System.nanoTime() - deadlineNs > 0) {
                fail("no " + name + " is run; the export says: " + errors);
            }
            Thread.sleep(1);
        }
    }

    private int ended() throws InterruptedException {
        if (!process.waitFor(Programs.HANG_S, TimeUnit.SECONDS)) {
            fail("the export does not end; it says: " + errors);
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
