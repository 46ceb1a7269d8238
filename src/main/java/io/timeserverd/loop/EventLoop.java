package io.timeserverd.loop;

import io.timeserverd.clock.Durations;
import io.timeserverd.clock.Ticker;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One thread, one selector. A <em>turn</em> is one return of {@code select}:
 *
 * <pre>
 *     select -> handed-back tasks -> ready channels -> due timers -> end-of-turn hook
 *                                    datagrams first
 * </pre>
 *
 * <p>It knows channels, deadlines and tasks, but no protocol. All methods except {@link #execute} belong to the thread that runs
 * the turns. An exception from a handler, timer, task or hook ends the turn, so handlers catch the failures of a single channel
 * themselves.
 */
public final class EventLoop implements Executor, AutoCloseable {
    /** Is called when a channel is ready. */
    @FunctionalInterface
    public interface Handler {
        /** Called once a turn while {@code key} is ready; the key was valid when {@code select} returned. */
        void ready(SelectionKey key);
    }

    private static final long NS_PER_MS = 1_000_000;

    private final Ticker ticker;
    private final Selector selector;
    private final Timers timers = new Timers();
    private final Queue<Runnable> handedBack = new ConcurrentLinkedQueue<>();
    private final List<SelectionKey> ready = new ArrayList<>();
    private final List<SelectionKey> readyDatagrams = new ArrayList<>();
    private final Consumer<SelectionKey> collector = this::collect;
    private final Durations turnTimes = new Durations();
    private Runnable endOfTurn = () -> {};
    private long nowNs;
    private boolean workLeft;
    private boolean stopped;

    public EventLoop(Ticker ticker) throws IOException {
        this.ticker = ticker;
        this.selector = Selector.open();
        this.nowNs = ticker.nanos();
    }

    /** Sets the hook that runs at the end of each turn, after all ready channels and all due timers. */
    public void atEndOfTurn(Runnable hook) {
        endOfTurn = hook;
    }

    /** Makes the next turn begin at once, for work that no channel and no timer will report. */
    public void turnAgain() {
        workLeft = true;
    }

    /**
     * Registers {@code handler} for a channel.
     *
     * @param channel open and nonblocking
     * @param ops the interest set, as in {@link SelectionKey}
     */
    public SelectionKey register(SelectableChannel channel, int ops, Handler handler) {
        try {
            return channel.register(selector, ops, handler);
        } catch (ClosedChannelException e) { // a defect of the caller, which owns the channel
            throw new IllegalStateException("a closed channel was registered", e);
        }
    }

    /** The ticker time at which this turn's {@code select} returned, in nanoseconds. */
    public long nowNs() {
        return nowNs;
    }

    /** The nanoseconds since {@link #nowNs}, by a fresh reading of the ticker. */
    public long elapsedNs() {
        return ticker.nanos() - nowNs;
    }

    /** The durations of all turns so far. */
    public Durations turnTimes() {
        return turnTimes;
    }

    /** Schedules {@code timer} for the first turn that starts at least {@code delayNs} after the start of this one. */
    public void schedule(Timer timer, long delayNs) {
        timers.schedule(timer, nowNs + delayNs);
    }

    /** Cancels {@code timer}. Does nothing if it is not scheduled. */
    public void cancel(Timer timer) {
        timers.cancel(timer);
    }

    /** Runs {@code task} on the loop thread in the next turn. Any thread may call this. */
    @Override
    public void execute(Runnable task) {
        handedBack.add(task);
        selector.wakeup();
    }

    /** Runs turns until {@link #stop}. */
    public void run() throws IOException {
        while (!stopped) {
            turn();
        }
    }

    /** Makes {@link #run} return after this turn. */
    public void stop() {
        stopped = true;
    }

    /** Runs one turn. Waits for a channel, a task or the next deadline. */
    public void turn() throws IOException {
        if (timers.isEmpty() && !workLeft) {
            selector.select(collector);
            afterSelect();
        } else {
            turnWithin(Long.MAX_VALUE);
        }
    }

    /** Runs one turn that waits {@code boundNs} at most. */
    public void turnWithin(long boundNs) throws IOException {
        select(timers.isEmpty() ? boundNs : Math.min(boundNs, timers.untilNext(ticker.nanos())));
        afterSelect();
    }

    private void select(long allowedNs) throws IOException {
        long boundNs = workLeft ? 0 : allowedNs;
        // Rounded up: waking a fraction of a millisecond early would spin until the deadline.
        long timeoutMs = boundNs / NS_PER_MS + (boundNs % NS_PER_MS == 0 ? 0 : 1);
        if (timeoutMs == 0) { // for select(), 0 means forever
            selector.selectNow(collector);
        } else {
            selector.select(collector, timeoutMs);
        }
    }

    private void collect(SelectionKey key) {
        (key.channel() instanceof DatagramChannel ? readyDatagrams : ready).add(key);
    }

    private void afterSelect() {
        nowNs = ticker.nanos();
        workLeft = false;
        runHandedBack();
        handle(readyDatagrams); // NTP replies set the clock, which the other handlers read
        handle(ready);
        timers.fire(nowNs);
        endOfTurn.run();
        turnTimes.add(elapsedNs());
    }

    private static void handle(List<SelectionKey> keys) {
        for (int i = 0; i < keys.size(); i++) { // an iterator would be an object for each turn
            SelectionKey key = keys.get(i);
            if (key.isValid()) { // another handler may have closed the channel
                ((Handler) key.attachment()).ready(key);
            }
        }
        keys.clear();
    }

    private void runHandedBack() {
        // Tasks that are added by these tasks wait for the next turn.
        for (int bound = handedBack.size(); bound > 0; bound--) {
            handedBack.remove().run();
        }
    }

    /** Calls {@code action} with every registered handler of a kind. It may close the channel. */
    public <T extends Handler> void forEachHandler(Class<T> kind, Consumer<T> action) {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.isValid() && kind.isInstance(key.attachment())) {
                action.accept(kind.cast(key.attachment()));
            }
        }
    }

    /** Closes the selector, but not the channels. */
    @Override
    public void close() throws IOException {
        selector.close();
    }
}
