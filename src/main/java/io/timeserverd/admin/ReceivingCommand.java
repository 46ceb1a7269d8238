package io.timeserverd.admin;

import io.timeserverd.clock.Ticker;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A command that is run for each batch, with the batch on its standard input: exit status 0 says that it has taken it. */
final class ReceivingCommand implements Receiver {
    /** No command takes longer. */
    static final long LIMIT_NS = TimeUnit.MINUTES.toNanos(5);

    /** So long it may go on when the program is to end. */
    private static final long LAST_NS = TimeUnit.SECONDS.toNanos(20);

    private static final long BETWEEN_LOOKS_MS = 50;

    private final String command;
    private final Ticker ticker;
    private final Surroundings.Pause pause;
    private final long limitNs;

    ReceivingCommand(String command, Surroundings surroundings) {
        this(command, surroundings, LIMIT_NS);
    }

    ReceivingCommand(String command, Surroundings surroundings, long limitNs) {
        this.command = command;
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
            process = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return Optional.of("/bin/sh does not start: " + e.getMessage());
        }
        feed(process, Arrays.copyOf(batch.array(), batch.length()));
        if (!hasEnded(process)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return Optional.of("the command did not end, and was killed");
        }
        int status = process.exitValue();
        return status == 0 ? Optional.empty() : Optional.of("the command failed with exit status " + status);
    }

    /** From a thread of its own: the command may not read, or print first. */
    private static void feed(Process process, byte[] batch) {
        var feeder = new Thread(() -> {
            try (var in = process.getOutputStream()) {
                in.write(batch);
            } catch (IOException e) {
                // It has ended, or reads no more: its exit status says what that means.
            }
        });
        feeder.setDaemon(true);
        feeder.start();
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
