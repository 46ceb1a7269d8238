package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Sealed segments, whole and in parts: read, or their damage is told. */
public final class SealedFuzz {
    private static final long SEGMENT = 1;
    private static final long KEY = 7;

    private SealedFuzz() {}

    /**
     * Tries one input.
     *
     * @param input a byte that says what the others are: a group, the summary, a block, or else a file
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        var rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        try {
            switch (input.length == 0 ? 'f' : input[0]) {
                case 'g' -> Index.readGroup(SEGMENT, KEY, withChecksum(rest, KEY));
                case 's' -> Index.readSummary(SEGMENT, withChecksum(rest, Index.SUMMARY));
                case 'b' -> block(rest);
                default -> file(rest);
            }
        } catch (MalformedException e) {
            assertTrue(!e.getMessage().isEmpty(), "the damage has a name");
        }
    }

    private static byte[] withChecksum(byte[] rest, long key) {
        var bytes = new byte[Integer.BYTES + rest.length];
        System.arraycopy(rest, 0, bytes, Integer.BYTES, rest.length);
        Frame.putInt(bytes, 0, Index.checksum(bytes, SEGMENT, key));
        return bytes;
    }

    private static void block(byte[] rest) throws MalformedException {
        var block = Arrays.copyOf(rest, Math.max(rest.length, Frame.HEADER + 1));
        Frame.putInt(block, 0, block.length - Frame.HEADER);
        Frame.seal(block, 0, SEGMENT, Frame.SEALED);
        try (var packing = new Packing()) {
            var frames = new FrameReader();
            frames.begin(packing.unpack(block, SEGMENT), 0);
            while (frames.next(new Entry())) {
                assertTrue(frames.id() >= SEGMENT, "ids grow");
            }
        }
    }

    private static void file(byte[] bytes) throws IOException {
        var path = Files.createTempFile("sealed", ".fuzz");
        try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            try (var source = new SealedSource(channel, SEGMENT)) {
                for (int part = 0; part < source.parts(); part++) {
                    source.read(part, Query.all());
                }
            }
        } finally {
            Files.delete(path);
        }
    }
}
