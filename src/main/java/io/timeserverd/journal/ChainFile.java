package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the file of a chain, up to the first line that does not follow from the one before. */
final class ChainFile {
    /** Bytes that are read at a time. No line is longer. */
    private static final int PAGE = 1 << 16;

    private ChainFile() {}

    /**
     * The state at the end of reading.
     *
     * @param number number of the last entry; 0 without one
     * @param hash hash of the last entry
     * @param bytes how many bytes of the file hold entries
     * @param problem why the bytes after that are not entries; empty when there are none, or only a line that was not
     *     written completely
     */
    record End(long number, String hash, long bytes, Optional<String> problem) {}

    /** Takes the entries. */
    interface Visitor {
        /**
         * Takes the next entry.
         *
         * @param offset of its line in the file
         */
        void entry(ChainEntry entry, long offset, String hashBefore);
    }

    static End read(FileChannel channel, Visitor visitor) throws IOException {
        var page = ByteBuffer.allocate(PAGE);
        var end = new End(0, ChainEntry.NO_HASH, 0, Optional.empty());
        while (true) {
            int length = FileBytes.read(channel, page.clear(), end.bytes);
            End next = lines(page.array(), length, end, visitor);
            if (next.bytes == end.bytes || next.problem.isPresent()) {
                boolean tooLong = next.problem.isEmpty() && length == PAGE;
                return tooLong ? broken(next) : next;
            }
            end = next;
        }
    }

    /** Reads the lines that end within these bytes. */
    private static End lines(byte[] bytes, int length, End before, Visitor visitor) {
        End end = before;
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            var line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
            ChainEntry entry = ChainEntry.parse(line).orElse(null);
            boolean isHead = entry != null && entry.kind() == ChainEntry.Kind.HEAD && end.number == 0;
            if (entry == null || !(isHead || entry.follows(end.number, end.hash))) {
                return broken(end);
            }
            visitor.entry(entry, end.bytes, end.hash);
            start = i + 1;
            end = new End(entry.number(), entry.hash(), before.bytes + start, Optional.empty());
        }
        return end;
    }

    private static End broken(End end) {
        String problem = end.number == 0
                ? "its first line is not an entry of a chain"
                : "the line after entry " + end.number + " does not follow from it";
        return new End(end.number, end.hash, end.bytes, Optional.of(problem));
    }
}
