package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.journal.HelperExecutor;
import io.timeserverd.journal.Journal;
import io.timeserverd.journal.JournalOptions;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Listener;
import io.timeserverd.journal.Query;
import io.timeserverd.journal.SegmentedJournal;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many clients that flood the server do not displace the records of other clients from a small journal. */
class ManyFloodsTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final long MAX_BYTES = 16 << 20;
    private static final int OTHERS = 5;
    private static final int MINUTES = 100;
    private static final int TURNS_PER_MINUTE = 120;
    private static final long TURN_NS = TimeUnit.MINUTES.toNanos(1) / TURNS_PER_MINUTE;
    private static final int LINES_PER_TURN = 1000;
    private static final int LINE_BYTES = 120;

    /** Not UTF-8. */
    private static final byte[] NOT_TEXT = {(byte) 0xc0};

    @TempDir
    Path directory;

    /** Text that hardly compresses. */
    private final byte[] text = new Random(1)
            .ints(1 << 20, '!', 127)
            .collect(() -> ByteBuffer.allocate(1 << 20), (bytes, each) -> bytes.put((byte) each), ByteBuffer::put)
            .array();

    private final Exchange exchange = new Exchange();
    private long nowNs;
    private long answered;
    private final Clients clients = new Clients(() -> this.nowNs, new MemoryAccount(1000, 1000));
    private JournalRecorder recorder;

    @ParameterizedTest
    @CsvSource({"8, true", "32, true", "256, true", "8, false", "32, false", "256, false"})
    void floodsDoNotDisplaceRecordsOfOtherClients(int floods, boolean randomText) throws Exception {
        clients.limit(Limits.of(ServerFixture.settings(List.of("journal.max-size=16MiB")), 10_000));
        Journal journal = SegmentedJournal.open(options(), () -> nowNs, this::reading, HelperExecutor.synchronous());
        var turn = new Turn(this::reading, journal, new RequestSummaries(clients.journal()));
        recorder = new JournalRecorder(turn, clients.journal(), Listener.TEXT);
        recorder.releases("2026a", "2026-11");
        var crowd = new ArrayList<Peer>();
        for (int i = 0; i < floods; i++) {
            crowd.add(peer("10.0." + i / 256 + "." + i % 256));
        }
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int i = 0; i < TURNS_PER_MINUTE; i++) {
                nowNs += TURN_NS;
                flood(turn, crowd, randomText);
                turn.commit();
                turn.clear();
            }
            for (int i = 0; i < OTHERS; i++) {
                ask(turn, peer("192.0.2." + i), "springfield".getBytes(StandardCharsets.US_ASCII), ErrorCode.AMBIGUOUS);
            }
            turn.commit();
            turn.clear();
            journal.tick();
            assertTrue(bytes() <= MAX_BYTES, "too large after " + minute + " minutes");
        }
        Journal.Status status = journal.status();
        assertTrue(status.summarised() > 0, status::toString);
        assertEquals(answered, status.journalled() + status.summarised() + status.lost());
        assertEquals(0, status.lost());
        journal.close();
        assertTrue(bytes() <= MAX_BYTES, "too large after the end");
        assertRecordsOfOthersAreComplete();
    }

    private void flood(Turn turn, List<Peer> crowd, boolean randomText) {
        List<Peer> ready = new ArrayList<>(crowd);
        ready.removeIf(peer -> clients.journal().pauseNs(peer.client().journal()) > 0);
        for (Peer peer : ready) {
            for (int lines = LINES_PER_TURN / ready.size() + 1; lines > 0; lines--) {
                int from = (int) (answered * LINE_BYTES % (text.length - LINE_BYTES));
                byte[] line = randomText ? Arrays.copyOfRange(text, from, from + LINE_BYTES) : NOT_TEXT;
                ask(turn, peer, line, ErrorCode.BAD_REQUEST);
            }
        }
    }

    private void ask(Turn turn, Peer peer, byte[] line, ErrorCode error) {
        answered++;
        turn.forgetReading();
        exchange.reading = turn.reading();
        int replyFrom = turn.output.length();
        exchange.refuse(error, "of this request", turn.output);
        recorder.record(peer, line, 0, line.length, exchange, replyFrom);
    }

    private Peer peer(String address) throws IOException {
        var inet = InetAddress.getByName(address);
        Clients.Client client = clients.of(inet);
        clients.opened(client);
        return Peer.of(new InetSocketAddress(inet, 40_000), client);
    }

    private void assertRecordsOfOthersAreComplete() throws Exception {
        var found = new int[OTHERS];
        JournalReader.open(directory).query(Query.all(), record -> {
            String client = record.client().orElseThrow().getHostAddress();
            if (client.startsWith("192.0.2.") && record.outcome().equals(ErrorCode.AMBIGUOUS.text())) {
                found[Integer.parseInt(client.substring("192.0.2.".length()))]++;
            }
            return true;
        });
        for (int each : found) {
            assertEquals(MINUTES, each);
        }
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            long bytes = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    private Reading reading() {
        return new Reading(START.plusNanos(nowNs), ClockState.SYNCHRONISED, Reading.UNKNOWN, 0, Leap.NONE);
    }

    private JournalOptions options() {
        return new JournalOptions(
                directory,
                JournalOptions.Sync.NEVER,
                1 << 20,
                Duration.ofDays(30),
                MAX_BYTES,
                JournalOptions.ClientDetail.FULL,
                JournalOptions.WhenFull.DROP_OLDEST,
                1_000_000_000);
    }
}
