package io.timeserverd.verify;

import java.io.IOException;
import java.util.function.IntSupplier;

/** A client that makes requests all the time, also after a restart of the daemon. */
final class Load implements AutoCloseable {
    private static final int AT_ONCE = 100;
    private static final int PAUSE_MS = 20;

    private final IntSupplier port;
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean over;

    /** @param port where the daemon listens now */
    Load(IntSupplier port) {
        this.port = port;
        thread.start();
    }

    private void run() {
        for (long number = 0; !over; ) {
            try (var wire = new Wire(port.getAsInt())) {
                wire.send("keep\n").line();
                for (; !over; Thread.sleep(PAUSE_MS)) {
                    var requests = new StringBuilder();
                    for (int n = 0; n < AT_ONCE; n++) {
                        requests.append('@').append(number++).append(" +unix\n");
                    }
                    wire.send(requests.toString());
                    for (int n = 0; n < AT_ONCE && !wire.line().isEmpty(); n++) {
                        // An empty line means the end of the connection.
                    }
                }
            } catch (IOException e) {
                pause(); // the daemon is being restarted
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether there was no error except the expected ones. */
    boolean isAsking() {
        return thread.isAlive();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
