package io.timeserverd.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.conf.Problem;
import io.timeserverd.conf.SettingsReader;
import io.timeserverd.loop.EventLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceManagerTest {
    private long nowNs;
    private final EventLoop loop = new EventLoop(() -> nowNs);
    private final List<String> messages = new ArrayList<>();
    private boolean full;
    private final ServiceManager manager = new ServiceManager(loop, () -> "answered 7", Optional.of(new Socket()));

    ServiceManagerTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        loop.close();
    }

    @Test
    void isReadyWithAStatus() {
        manager.ready();
        assertEquals(List.of("READY=1\nSTATUS=answered 7"), messages);
    }

    @Test
    void sendsAHeartbeatTwiceASecond() throws IOException {
        manager.ready();
        advance(5000);
        assertEquals(10, messages.stream().filter("WATCHDOG=1"::equals).count());
    }

    @Test
    void everyTwentiethHeartbeatHasAStatus() throws IOException {
        manager.ready();
        advance(10_000);
        assertEquals("WATCHDOG=1\nSTATUS=answered 7", last());
    }

    @Test
    void sendsNoHeartbeatAfterStopping() throws IOException {
        manager.ready();
        manager.stopping();
        advance(5000);
        assertEquals("STOPPING=1\nSTATUS=stopping", last());
    }

    @Test
    void aRefusedReloadStaysInTheStatusUntilAReloadSucceeds() throws IOException {
        manager.reloading();
        assertTrue(last().startsWith("RELOADING=1\nMONOTONIC_USEC="), last());
        manager.reloadRefused(problems("limits.rate=many", "log.level=loud"));
        assertTrue(last().startsWith("READY=1\nSTATUS=reload refused, settings unchanged: "), last());
        assertTrue(last().contains("limits.rate: expected"), last());
        assertTrue(last().endsWith(" (and 1 more) | answered 7"), last());
        manager.ready();
        advance(10_000);
        assertTrue(last().contains("reload refused"), last());
        manager.reloaded();
        assertEquals("READY=1\nSTATUS=answered 7", last());
    }

    @Test
    void aStatusIsOneShortLine() {
        manager.reloadRefused(problems("limits.rate=" + "9".repeat(2000)));
        assertTrue(last().length() < 500, last());
        assertEquals(2, last().lines().count());
    }

    @Test
    void sendsAMessageThatDidNotFitWithTheNextHeartbeat() throws IOException {
        manager.ready();
        full = true;
        manager.reloaded();
        advance(1000);
        full = false;
        messages.clear();
        advance(1000);
        assertEquals(List.of("WATCHDOG=1\nREADY=1\nSTATUS=answered 7", "WATCHDOG=1"), messages);
    }

    @Test
    void withoutSystemdNothingIsWritten() throws IOException {
        var alone = ServiceManager.ofProcess(loop, () -> "answered 7");
        alone.ready();
        alone.stopping();
        assertFalse(ServiceManager.inheritedListener().isPresent());
    }

    private void advance(long ms) throws IOException {
        for (long passed = 0; passed < ms; passed += 100) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(100);
            loop.turnWithin(0);
        }
    }

    private String last() {
        return messages.get(messages.size() - 1);
    }

    private static List<Problem> problems(String... overrides) {
        return ((SettingsReader.Refused) SettingsReader.read(List.of(overrides))).problems();
    }

    /** Takes one message with each write, as a datagram socket does. */
    private final class Socket extends OutputStream {
        @Override
        public void write(int b) {
            throw new AssertionError("a message of one byte");
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (full) {
                throw new IOException("Resource temporarily unavailable");
            }
            messages.add(new String(Arrays.copyOfRange(bytes, from, from + length), StandardCharsets.UTF_8));
        }
    }
}
