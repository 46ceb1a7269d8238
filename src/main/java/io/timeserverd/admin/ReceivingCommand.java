package io.timeserverd.admin;

import io.timeserverd.clock.Ticker;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command for each batch, with the batch on its standard input. Exit status 0 means that the command has taken
 * the batch. Its standard input is a file: through a pipe, it would get a part of a batch if the export is killed, and
 * could not tell that from a whole one.
 */
final class ReceivingCommand implements Receiver {
    /** A command that runs longer than this is killed. */
    static final long LIMIT_NS = TimeUnit.MINUTES.toNanos(5);

    /** How long a command may go on after the user has asked the program to end. */
    private static final long LAST_NS = TimeUnit.SECONDS.toNanos(20);

    private static final long BETWEEN_LOOKS_MS = 50;

    private final String command;
    private final Path file;
    private final Ticker ticker;
    private final Surroundings.Pause pause;
    private final long limitNs;

    /** @param file holds a batch until its command has opened it */
    ReceivingCommand(String command, Path file, Surroundings surroundings) {
        this(command, file, surroundings, LIMIT_NS);
    }

    ReceivingCommand(String command, Path file, Surroundings surroundings, long limitNs) {
        this.command = command;
        this.file = file;
        this.ticker = surroundings.ticker();
        this.pause = surroundings.pause();
        this.limitNs = limitNs;
    }

    @Override
    public boolean beginsAfresh() {
        return true;
    }

    @Override
    public Optional<String> take(Output batch) throws InterruptedException {
        Process process;
        try {
            process = start(batch);
        } catch (IOException e) {
            return Optional.of("the command does not start: " + e.getMessage());
        }
        if (!hasEnded(process)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return Optional.of("the command did not end, and was killed");
        }
        int status = process.exitValue();
        return status == 0 ? Optional.empty() : Optional.of("the command failed with exit status " + status);
    }

    private Process start(Output batch) throws IOException {
        Files.deleteIfExists(file); // a command of an export that was killed may still read it
        try (FileChannel out = StateFile.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(batch.array(), 0, batch.length());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        Process process = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectInput(file.toFile())
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT)
                .start();
        Files.delete(file);
        return process;
    }

    private boolean hasEnded(Process process) throws InterruptedException {
        long startNs = ticker.nanos();
        long lastNs = startNs;
        while (!process.waitFor(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS)) {
            long nowNs = ticker.nanos();
            if (!pause.isOver()) {
                lastNs = nowNs;
            }
            if (nowNs - startNs >= limitNs || nowNs - lastNs >= LAST_NS) {
                return false;
            }
        }
        return true;
    }
}
