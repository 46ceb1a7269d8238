package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches of lines, split anywhere and sent with pauses, lose no reply, and no connection ends with a reset, which would be
 * an IOException here.
 */
@Tag("verify")
class BatchesTest {
    private static final int BATCHES_EACH = 250;
    private static final int MOST_LINES = 500;
    private static final int MOST_CUTS = 6;
    private static final int MOST_PAUSE_MS = 3;

    /** Eight digits may be a date. */
    private static final int MORE_THAN_A_DATE = 100_000_000;

    private static DaemonProcess daemon;

    /** A batch, its expected replies, and the number of lines that its first piece completes. */
    private record Batch(List<String> pieces, List<String> answers, int firstComplete) {
        /** Each line has another instant, so that no reply can be mistaken for another. */
        static Batch random(Random random, String before) {
            var lines = new StringBuilder(before);
            var answers = new ArrayList<String>();
            int count = 1 + random.nextInt(MOST_LINES);
            for (int i = 0; i < count; i++) {
                int sign = random.nextBoolean() ? 1 : -1;
                var answer = String.valueOf(sign * random.nextInt(MORE_THAN_A_DATE, Integer.MAX_VALUE));
                lines.append(random.nextBoolean() ? "Asia/Tokyo @" : "@")
                        .append(answer)
                        .append(" +unix");
                lines.append(random.nextBoolean() ? "\n" : "\r\n");
                answers.add(answer);
            }
            List<String> pieces = cut(lines.toString(), random);
            int firstComplete =
                    (int) pieces.get(0).chars().filter(c -> c == '\n').count();
            return new Batch(pieces, answers, firstComplete);
        }

        private static List<String> cut(String text, Random random) {
            int[] at = random.ints(random.nextInt(MOST_CUTS + 1), 1, text.length())
                    .sorted()
                    .distinct()
                    .toArray();
            var pieces = new ArrayList<String>();
            int from = 0;
            for (int to : at) {
                pieces.add(text.substring(from, to));
                from = to;
            }
            pieces.add(text.substring(from));
            return pieces;
        }

        void send(Wire wire, Random random, boolean halfClose) throws IOException, InterruptedException {
            for (String piece : pieces) {
                wire.send(piece);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_PAUSE_MS + 1));
            }
            if (halfClose) {
                wire.endInput();
            }
        }
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        // On a busy machine a pause of this test may take long.
        daemon = DaemonProcess.start(directory, "limits.linger=60s");
    }

    @AfterAll
    static void everyConnectionIsAccountedFor() throws IOException {
        try (DaemonProcess last = daemon) {
            var ledger = Ledger.awaitAllClosed(last);
            assertEquals(0, ledger.count("failed-reset"), ledger::toString);
        }
    }

    @RepeatedTest(2)
    void everyLineOfASessionGetsItsReplyInOrder(RepetitionInfo round) throws Exception {
        boolean halfClose = round.getCurrentRepetition() == 1;
        var random = new Random(round.getCurrentRepetition());
        for (int i = 0; i < BATCHES_EACH; i++) {
            var batch = Batch.random(random, "keep\n");
            try (Wire wire = daemon.connect()) {
                batch.send(wire, random, halfClose);
                if (!halfClose) {
                    wire.send("quit\n");
                }
                assertEquals("OK\n" + String.join("\n", batch.answers()) + "\n", wire.rest());
            }
        }
    }

    @RepeatedTest(2)
    void linesThatHaveArrivedGetTheirRepliesInOrderOutsideASession(RepetitionInfo round) throws Exception {
        boolean halfClose = round.getCurrentRepetition() == 1;
        var random = new Random(10L + round.getCurrentRepetition());
        for (int i = 0; i < BATCHES_EACH; i++) {
            var batch = Batch.random(random, "");
            try (Wire wire = daemon.connect()) {
                batch.send(wire, random, halfClose);
                List<String> answers = wire.rest().lines().toList();
                assertTrue(answers.size() >= Math.max(1, batch.firstComplete()), answers.size() + " of " + batch);
                assertEquals(batch.answers().subList(0, answers.size()), answers);
            }
        }
    }
}
