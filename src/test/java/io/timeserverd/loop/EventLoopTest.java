package io.timeserverd.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private final AtomicLong now = new AtomicLong();
    private final List<String> seen = new ArrayList<>();
    private EventLoop loop;

    @BeforeEach
    void open() throws IOException {
        loop = new EventLoop(now::get);
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
    }

    @Test
    void aTurnRunsTasksChannelsTimersAndHookInThisOrder() throws IOException {
        var pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        loop.register(pipe.source(), SelectionKey.OP_READ, key -> seen.add("channel"));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        loop.schedule(new Timer(() -> seen.add("timer")), 0);
        loop.atEndOfTurn(() -> seen.add("hook"));
        loop.execute(() -> seen.add("task"));
        loop.turnWithin(0);
        assertEquals(List.of("task", "channel", "timer", "hook"), seen);
        pipe.source().close();
        pipe.sink().close();
    }

    /** Datagrams may be NTP replies, which set the clock for the other handlers. */
    @Test
    void datagramsAreHandledBeforeStreams() throws IOException {
        var pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        loop.register(pipe.source(), SelectionKey.OP_READ, key -> seen.add("stream"));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        try (var datagrams = DatagramChannel.open(StandardProtocolFamily.INET)) {
            datagrams.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            datagrams.configureBlocking(false);
            loop.register(datagrams, SelectionKey.OP_READ, key -> seen.add("datagram"));
            datagrams.send(ByteBuffer.wrap(new byte[1]), datagrams.getLocalAddress());
            loop.turnWithin(0);
            assertEquals(List.of("datagram", "stream"), seen);
        }
        pipe.source().close();
        pipe.sink().close();
    }

    @Test
    void readsTheTimeOncePerTurn() throws IOException {
        loop.execute(() -> {
            now.addAndGet(1_000);
            seen.add("" + loop.nowNs());
        });
        now.set(5);
        loop.turnWithin(0);
        assertEquals(List.of("5"), seen);
    }

    @Test
    void aTimerFiresInTheFirstTurnAtItsDeadline() throws IOException {
        loop.schedule(new Timer(() -> seen.add("fired")), 10);
        now.set(9);
        loop.turnWithin(0);
        assertEquals(List.of(), seen);
        now.set(10);
        loop.turn();
        assertEquals(List.of("fired"), seen);
    }

    @Test
    void aTaskFromAnotherThreadWakesTheLoop() throws Exception {
        var ranOn = new AtomicReference<Thread>();
        var other = new Thread(() -> loop.execute(() -> ranOn.set(Thread.currentThread())));
        other.start();
        loop.turn(); // would wait forever: nothing else is registered
        other.join();
        assertSame(Thread.currentThread(), ranOn.get());
    }

    @Test
    void aTaskHandedBackByATaskWaitsForTheNextTurn() throws IOException {
        loop.execute(() -> {
            seen.add("first");
            loop.execute(() -> seen.add("second"));
        });
        loop.turnWithin(0);
        assertEquals(List.of("first"), seen);
        loop.turn();
        assertEquals(List.of("first", "second"), seen);
    }

    @Test
    void doesNotCallAHandlerWhoseChannelAnotherOneClosed() throws IOException {
        List<Pipe> pipes = List.of(Pipe.open(), Pipe.open());
        for (Pipe pipe : pipes) {
            pipe.source().configureBlocking(false);
            pipe.sink().write(ByteBuffer.wrap(new byte[1]));
            loop.register(pipe.source(), SelectionKey.OP_READ, key -> {
                seen.add("ready");
                closeSources(pipes);
            });
        }
        loop.turnWithin(0);
        assertEquals(List.of("ready"), seen);
        for (Pipe pipe : pipes) {
            pipe.sink().close();
        }
    }

    private static void closeSources(List<Pipe> pipes) {
        try {
            for (Pipe pipe : pipes) {
                pipe.source().close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void runReturnsAfterTheTurnThatStopsIt() throws IOException {
        loop.atEndOfTurn(() -> seen.add("hook"));
        loop.execute(loop::stop);
        loop.run();
        assertEquals(List.of("hook"), seen);
    }

    @Test
    void theHelperHandsResultsBackToTheLoop() throws Exception {
        try (var helper = new Helper(loop)) {
            var choreOn = new AtomicReference<Thread>();
            assertTrue(helper.submit(() -> choreOn.set(Thread.currentThread()), () -> seen.add("done")));
            loop.turn();
            assertEquals(List.of("done"), seen);
            assertEquals("helper", choreOn.get().getName());
        }
    }

    @Test
    void anExceptionInAChoreIsThrownOnTheLoop() throws Exception {
        try (var helper = new Helper(loop)) {
            var bug = new IllegalArgumentException("bug");
            helper.submit(
                    () -> {
                        throw bug;
                    },
                    () -> seen.add("done"));
            assertSame(
                    bug, assertThrows(IllegalStateException.class, loop::turn).getCause());
            assertEquals(List.of(), seen);
        }
    }

    @Test
    void aClosedHelperTakesNoChores() {
        var helper = new Helper(loop);
        assertTrue(helper.close(5));
        assertFalse(helper.submit(() -> {}, () -> {}));
    }
}
