package io.timeserverd.server;

import io.timeserverd.log.Log;
import io.timeserverd.loop.Timer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Connections that have been told why they are refused, for {@code limits.linger}: their request may still be on its way, and
 * closing before it comes would answer it by a reset, which may cost the client the line. They have no timer and no place in
 * the selector of their own, and there are few: the one that has stayed longest goes when the next one comes.
 */
final class Refusals {
    /** On one listener; they fit into the reserve of {@link Descriptors}. */
    static final int BOUND = 16;

    private final Service service;
    private final Timer timer = new Timer(this::closeDue);
    private final Queue<Told> told = new ArrayDeque<>();

    private record Told(SocketChannel channel, long atNs) {}

    Refusals(Service service) {
        this.service = service;
    }

    /** Takes over a connection whose output is shut down. */
    void add(SocketChannel channel) {
        if (told.size() == BOUND) {
            close(told.remove().channel);
        }
        told.add(new Told(channel, service.loop.nowNs()));
        if (!timer.isScheduled()) {
            service.loop.schedule(timer, service.limits.lingerNs());
        }
    }

    private void closeDue() {
        long nowNs = service.loop.nowNs();
        long lingerNs = service.limits.lingerNs();
        while (!told.isEmpty() && nowNs - told.element().atNs >= lingerNs) {
            close(told.remove().channel);
        }
        if (!told.isEmpty()) {
            service.loop.schedule(timer, lingerNs - (nowNs - told.element().atNs));
        }
    }

    /** Closes on all of them. */
    void closeAll() {
        service.loop.cancel(timer);
        while (!told.isEmpty()) {
            close(told.remove().channel);
        }
    }

    /** Closes; not over unread input, which would send a reset too. */
    void close(SocketChannel channel) {
        try {
            service.discard(channel);
        } catch (IOException e) {
            Log.debug("refusal-unsent", "reason", e.getMessage());
        }
        Service.close(channel);
    }
}
