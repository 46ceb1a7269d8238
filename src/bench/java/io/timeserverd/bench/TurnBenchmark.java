package io.timeserverd.bench;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.HostClock;
import io.timeserverd.clock.Ticker;
import io.timeserverd.conf.SettingsReader;
import io.timeserverd.journal.SegmentedJournal;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.place.Places;
import io.timeserverd.server.Server;
import io.timeserverd.zone.JvmZones;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Whole turns of the real server with a real journal, and sessions over the loopback interface, all on one thread: so each
 * request's share holds what its client spends in system calls, too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class TurnBenchmark {
    private static final int CLIENTS = 64;
    private static final int DEPTH = 200;

    private final byte[][] lines = Peers.PLACES.requests();
    private final SocketChannel[] clients = new SocketChannel[CLIENTS];
    private final ByteBuffer[] requests = Peers.PLACES.buffers();
    private final ByteBuffer batch = ByteBuffer.allocateDirect(DEPTH * 64);
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private EventLoop loop;
    private SegmentedJournal journal;
    private Server server;
    private int replyBytes;
    private int next;

    /** Opens the server and a session of each client. */
    @Setup
    public void open() throws Exception {
        Path directory = Files.createTempDirectory("turn");
        journal = JournalBenchmark.open(Files.createDirectory(directory.resolve("journal")));
        loop = new EventLoop(Ticker.system());
        var facts = new ClockFacts("system", "chronyd", "", OptionalLong.empty(), List.of(), 0, 0);
        var settings = (SettingsReader.Loaded) SettingsReader.read(
                List.of("listen.text=127.0.0.1:0", "listen.control=" + directory.resolve("control")));
        server = new Server(
                loop,
                new HostClock(),
                () -> facts,
                journal,
                "bench",
                settings.settings(),
                new JvmZones(),
                Places.load());
        String text = server.open(Optional.empty()).get("text");
        int port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
        for (int i = 0; i < CLIENTS; i++) {
            clients[i] = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            clients[i].configureBlocking(false);
            clients[i].write(ByteBuffer.wrap("keep\n".getBytes(StandardCharsets.US_ASCII)));
            hear(clients[i], "OK\n".length());
        }
        for (int i = 0; i < DEPTH; i++) {
            batch.put(lines[i]);
        }
        replyBytes = "2026-11-22 13:38:34\n".length();
        for (int i = 0; i < lines.length; i += CLIENTS) { // so that every line was asked before
            wholeTurnOfSessions();
        }
    }

    /** Ends the server. */
    @TearDown
    public void close() throws Exception {
        for (SocketChannel client : clients) {
            client.close();
        }
        server.close();
        loop.close();
        journal.close();
    }

    /** Each of 64 sessions sends one request, and one turn answers all of them. */
    @Benchmark
    @OperationsPerInvocation(CLIENTS)
    public void wholeTurnOfSessions() throws Exception {
        for (SocketChannel client : clients) {
            next = (next + 1) % requests.length;
            client.write(requests[next].rewind());
        }
        for (SocketChannel client : clients) {
            hear(client, replyBytes);
        }
    }

    /** One session sends 200 requests at once. */
    @Benchmark
    @OperationsPerInvocation(DEPTH)
    public void wholeTurnOfPipelined() throws Exception {
        clients[0].write(batch.flip());
        hear(clients[0], DEPTH * replyBytes);
    }

    /** Turns until so many bytes have come. */
    private void hear(SocketChannel client, int bytes) throws Exception {
        int due = bytes - client.read(input.clear());
        while (due > 0) {
            loop.turnWithin(0);
            due -= client.read(input.clear());
        }
    }
}
