package io.timeserverd.daemon;

import io.timeserverd.conf.Problem;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Timer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the daemon and systemd tell each other, as sd_notify(3) has it. Java cannot open a Unix datagram socket, but it can
 * write to one that it is given: the launcher makes systemd's socket the standard output, and each write is a message.
 *
 * <p>The beat, every 500 ms from a timer of the loop, is the proof that the loop turns; the unit says how many may be
 * missing before systemd starts the daemon anew. The socket does not block: a message for which there is no room goes
 * with the next beat.
 */
final class ServiceManager {
    /** The system property by which the launcher says what standard output is. */
    private static final String STDOUT_IS_SOCKET = "timeserverd.notify";

    private static final Duration HOLD_BACK = Duration.ofSeconds(5);

    private static final long BEAT_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** The status is told with every so many beats. */
    private static final int BEATS_PER_STATUS = 20;

    /** Characters of a status, enough for a file name and a problem. */
    private static final int STATUS_BOUND = 400;

    private final EventLoop loop;
    private final Supplier<String> summary;
    private final Optional<OutputStream> socket;
    private final Timer beat = new Timer(this::beat);
    private int beats;

    /** Why the last reload was refused, as a beginning of the status; else empty. */
    private String refusal = "";

    /** What there was no room for; of several messages the last, which says what holds now. */
    private String owed = "";

    /**
     * @param summary a few words on the state of the service
     * @param socket takes a message a write, if anyone listens
     */
    ServiceManager(EventLoop loop, Supplier<String> summary, Optional<OutputStream> socket) {
        this.loop = loop;
        this.summary = summary;
        this.socket = socket;
    }

    /** Talks through standard output if the launcher has made that the socket of systemd. */
    static ServiceManager ofProcess(EventLoop loop, Supplier<String> summary) {
        return new ServiceManager(
                loop,
                summary,
                Boolean.getBoolean(STDOUT_IS_SOCKET)
                        ? Optional.of(new FileOutputStream(FileDescriptor.out))
                        : Optional.empty());
    }

    /** The listening socket that the process was started with as its standard input, if it was. */
    static Optional<ServerSocketChannel> inheritedListener() throws IOException {
        return System.inheritedChannel() instanceof ServerSocketChannel listener
                ? Optional.of(listener)
                : Optional.empty();
    }

    /** After a configuration with mistakes: systemd starts the daemon again only while a client waits at its socket. */
    static void holdBackBadConfiguration() {
        try {
            if (inheritedListener().isPresent()) {
                holdBack();
            }
        } catch (IOException e) {
            Log.debug("no-inherited-channel", "reason", e.getMessage());
        }
    }

    /** After a start that failed, which systemd tries again and again: each try takes two JVMs. */
    static void holdBackFailedStart() {
        if (Boolean.getBoolean(STDOUT_IS_SOCKET)) {
            holdBack();
        }
    }

    private static void holdBack() {
        try {
            Log.flush(HOLD_BACK);
            Thread.sleep(HOLD_BACK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The daemon serves; from now on its loop is watched. */
    void ready() {
        tell("READY=1\n" + status());
        if (socket.isPresent()) {
            loop.schedule(beat, BEAT_NS);
        }
    }

    /** The configuration is being read again. */
    void reloading() {
        tell("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    /** The new settings hold. */
    void reloaded() {
        refusal = "";
        tell("READY=1\n" + status());
    }

    /** The new settings have mistakes; the old ones hold. The status says so until a reload is good. */
    void reloadRefused(List<Problem> problems) {
        int others = problems.size() - 1;
        reloadRefused(problems.get(0) + (others > 0 ? " (and " + others + " more)" : ""));
    }

    /** As {@link #reloadRefused(List)}, for one reason. */
    void reloadRefused(String reason) {
        refusal = "reload refused, settings unchanged: " + reason + " | ";
        tell("READY=1\n" + status());
    }

    /** The daemon serves no more; its loop is watched no longer. */
    void stopping() {
        loop.cancel(beat);
        tell("STOPPING=1\nSTATUS=stopping");
    }

    private void beat() {
        tell("WATCHDOG=1" + (++beats % BEATS_PER_STATUS == 0 ? "\n" + status() : "") + owed);
        loop.schedule(beat, BEAT_NS);
    }

    private String status() {
        String text = (refusal + summary.get()).replace('\n', ' ');
        return "STATUS=" + text.substring(0, Math.min(text.length(), STATUS_BOUND));
    }

    private void tell(String message) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            socket.get().write(message.getBytes(StandardCharsets.UTF_8));
            owed = "";
        } catch (IOException e) {
            Log.warn("service-manager-deaf", e);
            owed = message.startsWith("WATCHDOG") ? owed : "\n" + message;
        }
    }
}
