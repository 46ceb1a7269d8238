package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads any bytes as a redo log: records come out in order, or damage is reported. */
public final class RedoFuzz {
    private static final long SEGMENT = 1;
    private static final int FRAME = RedoHeader.LENGTH;

    private RedoFuzz() {}

    /**
     * Tries one input.
     *
     * @param input a redo log; or, after a first byte of 1, the rows of its only frame. Header and checksum are made to
     *     fit, since no fuzzer finds a checksum.
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        byte[] file = input.length > 0 && input[0] == 1 ? framed(Arrays.copyOfRange(input, 1, input.length)) : input;
        Path path = Files.createTempFile("redo", ".fuzz");
        try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(file));
            read(channel);
        } finally {
            Files.delete(path);
        }
    }

    private static byte[] framed(byte[] rows) {
        int length = Math.min(Math.max(rows.length, 1), Frame.PAGE - FRAME - Frame.HEADER);
        byte[] file = Arrays.copyOf(RedoHeader.write(SEGMENT, 0), FRAME + Frame.HEADER + length);
        Bytes.putInt(file, FRAME, length);
        Bytes.putLong(file, FRAME + 8, SEGMENT);
        Bytes.putLong(file, FRAME + 16, 1_790_000_000_000_000_000L);
        Bytes.putLong(file, FRAME + 24, 1_790_000_000_000_000_001L);
        Bytes.putLong(file, FRAME + 32, Long.MAX_VALUE);
        System.arraycopy(rows, 0, file, FRAME + Frame.HEADER, Math.min(rows.length, length));
        Frame.seal(file, FRAME, SEGMENT, FRAME, new FrameChecksum());
        return file;
    }

    private static void read(FileChannel channel) throws IOException {
        try {
            var source = new RedoSegmentReader(channel, SEGMENT);
            long id = 0;
            for (int part = 0; part < source.parts(); part++) {
                source.stats(part);
                for (JournalRecord record : source.read(part)) {
                    assertTrue(record.id() > id, "ids grow");
                    id = record.id();
                }
            }
        } catch (MalformedException e) {
            assertTrue(!e.getMessage().isEmpty(), "the damage has a name");
        }
    }
}
