package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Redo files: records come out in order or the damage is told, whatever the bytes are. */
public final class RedoFuzz {
    private static final long SEGMENT = 1;

    private RedoFuzz() {}

    /**
     * Tries one input.
     *
     * @param input a redo file; behind a byte 1: the rows of its only frame, whose header and checksum are made to fit, since no
     *     search finds a checksum
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        var file = input.length > 0 && input[0] == 1 ? framed(Arrays.copyOfRange(input, 1, input.length)) : input;
        var path = Files.createTempFile("redo", ".fuzz");
        try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(file));
            read(channel);
        } finally {
            Files.delete(path);
        }
    }

    /** The first byte of the rows says how many there are. */
    private static byte[] framed(byte[] rows) {
        int length = Math.min(Math.max(rows.length, 1), Frame.PAGE - RedoHeader.LENGTH - Frame.HEADER);
        var file = Arrays.copyOf(RedoHeader.write(SEGMENT, 0), RedoHeader.LENGTH + Frame.HEADER + length);
        Frame.putInt(file, RedoHeader.LENGTH, length);
        Frame.putLong(file, RedoHeader.LENGTH + 8, SEGMENT);
        Frame.putLong(file, RedoHeader.LENGTH + 16, 1_790_000_000_000_000_000L);
        Frame.putInt(file, RedoHeader.LENGTH + 24, rows.length == 0 ? 1 : Math.max(1, rows[0] & 0xff));
        System.arraycopy(rows, 0, file, RedoHeader.LENGTH + Frame.HEADER, Math.min(rows.length, length));
        Frame.seal(file, RedoHeader.LENGTH, SEGMENT, RedoHeader.LENGTH);
        return file;
    }

    private static void read(FileChannel channel) throws IOException {
        try {
            var source = new RedoSource(channel, SEGMENT);
            source.range();
            long id = 0;
            for (int part = 0; part < source.parts(); part++) {
                source.start(part);
                for (var record : source.read(part, Query.all())) {
                    assertTrue(record.id() > id, "ids grow");
                    id = record.id();
                }
            }
        } catch (MalformedException e) {
            assertTrue(!e.getMessage().isEmpty(), "the damage has a name");
        }
    }
}
