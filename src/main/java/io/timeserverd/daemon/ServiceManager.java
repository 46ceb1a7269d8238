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
 * Exchanges messages with systemd, by sd_notify(3). Java cannot open a Unix datagram socket, but it can write to an open one: the
 * launcher makes systemd's socket the standard output, and each write is a message.
 *
 * <p>A heartbeat every 500 ms, from a timer of the loop, proves that the loop turns. The unit says how long systemd waits for one
 * before it restarts the daemon. The socket does not block: a message that does not fit is sent with the next heartbeat.
 */
final class ServiceManager {
    /** The system property with which the launcher says that standard output is the socket of systemd. */
    private static final String STDOUT_IS_SOCKET = "timeserverd.notify";

    private static final Duration EXIT_DELAY = Duration.ofSeconds(5);

    private static final long HEARTBEAT_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** The status is sent with every twentieth heartbeat. */
    private static final int HEARTBEATS_PER_STATUS = 20;

    /** The longest status in characters, enough for a file name and a problem. */
    private static final int MAX_STATUS = 400;

    private final EventLoop loop;
    private final Supplier<String> summary;
    private final Optional<OutputStream> socket;
    private final Timer heartbeat = new Timer(this::heartbeat);
    private int heartbeats;

    /** The beginning of the status after a refused reload, otherwise empty. */
    private String refusal = "";

    /** A message that did not fit. Only the last one matters. */
    private String unsent = "";

    /**
     * @param summary gives the state of the service in a few words
     * @param socket takes one message with each write; empty without systemd
     */
    ServiceManager(EventLoop loop, Supplier<String> summary, Optional<OutputStream> socket) {
        this.loop = loop;
        this.summary = summary;
        this.socket = socket;
    }

    /** Uses standard output, if the launcher has made that the socket of systemd. */
    static ServiceManager ofProcess(EventLoop loop, Supplier<String> summary) {
        return new ServiceManager(
                loop,
                summary,
                Boolean.getBoolean(STDOUT_IS_SOCKET)
                        ? Optional.of(new FileOutputStream(FileDescriptor.out))
                        : Optional.empty());
    }

    /** The listening socket that systemd passed as standard input, if it did. */
    static Optional<ServerSocketChannel> inheritedListener() throws IOException {
        return System.inheritedChannel() instanceof ServerSocketChannel listener
                ? Optional.of(listener)
                : Optional.empty();
    }

    /** Delays the exit after a bad configuration if systemd holds the socket, because a waiting client makes it try again at once. */
    static void delayExitAfterBadConfiguration() {
        try {
            if (inheritedListener().isPresent()) {
                delayExit();
            }
        } catch (IOException e) {
            Log.debug("no-inherited-channel", "reason", e.getMessage());
        }
    }

    /** Delays the exit after a failed start, because systemd tries again at once, and each try starts two JVMs. */
    static void delayExitAfterFailedStart() {
        if (Boolean.getBoolean(STDOUT_IS_SOCKET)) {
            delayExit();
        }
    }

    private static void delayExit() {
        try {
            Log.flush(EXIT_DELAY);
            Thread.sleep(EXIT_DELAY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reports that the daemon serves. From now on systemd expects heartbeats. */
    void ready() {
        send("READY=1\n" + status());
        if (socket.isPresent()) {
            loop.schedule(heartbeat, HEARTBEAT_NS);
        }
    }

    /** Reports that the configuration is read again. */
    void reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    /** Reports that the new settings apply. */
    void reloaded() {
        refusal = "";
        send("READY=1\n" + status());
    }

    /** Reports that the new settings have mistakes, and the old ones apply. The status says so until a reload succeeds. */
    void reloadRefused(List<Problem> problems) {
        int others = problems.size() - 1;
        reloadRefused(problems.get(0) + (others > 0 ? " (and " + others + " more)" : ""));
    }

    /** As {@link #reloadRefused(List)}, for one reason. */
    void reloadRefused(String reason) {
        refusal = "reload refused, settings unchanged: " + reason + " | ";
        send("READY=1\n" + status());
    }

    /** Reports that the daemon stops. There are no heartbeats from now on. */
    void stopping() {
        loop.cancel(heartbeat);
        send("STOPPING=1\nSTATUS=stopping");
    }

    private void heartbeat() {
        send("WATCHDOG=1" + (++heartbeats % HEARTBEATS_PER_STATUS == 0 ? "\n" + status() : "") + unsent);
        loop.schedule(heartbeat, HEARTBEAT_NS);
    }

    private String status() {
        String text = (refusal + summary.get()).replace('\n', ' ');
        return "STATUS=" + text.substring(0, Math.min(text.length(), MAX_STATUS));
    }

    private void send(String message) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            socket.get().write(message.getBytes(StandardCharsets.UTF_8));
            unsent = "";
        } catch (IOException e) {
            Log.warn("service-manager-deaf", e);
            unsent = message.startsWith("WATCHDOG") ? unsent : "\n" + message;
        }
    }
}
