package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.verify.Programs.Result;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends good or bad lines as fast as it can does not push the records of others out of a small journal. */
class JournalFloodTest {
    private static final String NO_UTF8 = "\u00c0\u00c1\u0080 no UTF-8\n";
    private static final String FLOOD = "127.0.0.2";
    private static final int SECONDS = 15;
    private static final int LONG_SECONDS = Integer.getInteger("timeserverd.flood-seconds", 60);
    private static final long MAX_BYTES = 16 << 20;
    private static final int LOOK_MS = 100;
    private static final int LINES_AT_ONCE = 500;

    /** More records than fit into a client's share, a sixteenth of the journal; a record takes at least two bytes. */
    private static final long LEAST_LINES = MAX_BYTES / 16 / 2;

    private static final Pattern DELETED =
            Pattern.compile("event=journal-segment-deleted .*first-id=(\\d+) last-id=(\\d+)");

    @TempDir
    Path directory;

    /** The number of requests of each other client, by address. */
    private final Map<String, Integer> asked = new TreeMap<>();

    private final AtomicLong floodLines = new AtomicLong();

    @ParameterizedTest
    @ValueSource(strings = {NO_UTF8, "UTC\n"})
    @Tag("verify")
    void recordsOfTheOthersStayBesideAFlood(String line) throws Exception {
        flood(line, SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_UTF8, "UTC\n"})
    @Tag("long")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void recordsOfTheOthersStayBesideAFloodOfAMinute(String line) throws Exception {
        flood(line, LONG_SECONDS);
    }

    private void flood(String line, int seconds) throws Exception {
        try (var daemon = DaemonProcess.start(directory, "journal.max-size=16MiB", "journal.segment=1MiB")) {
            askAll(daemon);
            long mostBytes = 0;
            try (Socket socket = connect(daemon, FLOOD)) {
                var flood = new Thread(() -> send(line, socket), "flood");
                flood.start();
                long startNs = System.nanoTime();
                while (System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(seconds)) {
                    askAll(daemon);
                    mostBytes = Math.max(mostBytes, journalBytes());
                    Thread.sleep(LOOK_MS);
                }
                socket.shutdownOutput();
                flood.join();
            }
            askAll(daemon);
            var ledger = Ledger.awaitAllClosed(daemon);
            System.out.printf(
                    "%d lines in %d s, %d of them summarised; the journal took %d bytes at most, %d records were deleted%n",
                    floodLines.get(),
                    seconds,
                    ledger.count("summarised"),
                    mostBytes,
                    ledger.count("journal-deleted-records"));
            assertTrue(mostBytes <= MAX_BYTES, () -> "too large: " + ledger);
            assertTrue(floodLines.get() > LEAST_LINES, () -> "lines of the flood: " + floodLines);
            assertTrue(ledger.count("summarised") > floodLines.get() / 2, ledger::toString);
            assertEquals(deletedByTheLog(daemon.log()), ledger.count("journal-deleted-records"));
            assertAllAreFound();
            assertEquals(0, daemon.stop());
            assertAllAreFound();
            assertTrue(journalBytes() <= MAX_BYTES, "too large after the end");
        }
    }

    private void askAll(DaemonProcess daemon) throws IOException {
        for (int client = 3; client < 8; client++) {
            String address = "127.0.0." + client;
            try (Socket socket = connect(daemon, address)) {
                socket.getOutputStream().write("tokyo@1 +unix\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals("1\n", new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            }
            asked.merge(address, 1, Integer::sum);
        }
    }

    private static Socket connect(DaemonProcess daemon, String from) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port()));
        return socket;
    }

    /** Sends lines; one batch is always under way. */
    private void send(String line, Socket socket) {
        byte[] lines = line.repeat(LINES_AT_ONCE).getBytes(StandardCharsets.ISO_8859_1);
        var replies = new byte[1 << 16];
        try {
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write("keep\n".getBytes(StandardCharsets.US_ASCII));
            in.skipNBytes("OK\n".length());
            socket.getOutputStream().write(lines);
            socket.getOutputStream().write(lines);
            long sent = 2;
            for (int read = in.read(replies); read >= 0; read = in.read(replies)) {
                long done = floodLines.addAndGet(countLines(replies, read));
                while (sent * LINES_AT_ONCE - done <= LINES_AT_ONCE) {
                    socket.getOutputStream().write(lines);
                    sent++;
                }
            }
        } catch (IOException e) {
            // The test has ended the flood.
        }
    }

    private static int countLines(byte[] bytes, int length) {
        int lines = 0;
        for (int i = 0; i < length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** The size of all segments except those that were set aside. */
    private long journalBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                bytes += file.toString().contains(".aside") ? 0 : size(file);
            }
        }
        return bytes;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0; // deleted meanwhile
        }
    }

    private static long deletedByTheLog(LogLines log) {
        return DELETED.matcher(log.toString())
                .results()
                .mapToLong(ids -> Long.parseLong(ids.group(2)) - Long.parseLong(ids.group(1)) + 1)
                .sum();
    }

    private void assertAllAreFound() throws IOException, InterruptedException {
        for (Map.Entry<String, Integer> client : asked.entrySet()) {
            Result result = Programs.runAdmin(directory, "query", "--client", client.getKey());
            assertEquals(0, result.status(), result::toString);
            assertEquals(client.getValue().longValue(), result.out().lines().count(), client.getKey());
        }
    }
}
