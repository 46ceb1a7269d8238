package io.timeserverd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the lines of a chain's file as far as each follows from the one before. */
final class ChainFile {
    /** No line is longer; read at once. */
    private static final int PAGE = 1 << 16;

    private ChainFile() {}

    /**
     * Where reading ended.
     *
     * @param number of the last entry, 0 without one
     * @param hash of the last entry
     * @param bytes of the file up to there
     * @param problem why the rest holds no entries; empty when there is no rest, or when it is a line that was not written to
     *     its end
     */
    record End(long number, String hash, long bytes, Optional<String> problem) {}

    /** Takes the entries. */
    interface Visitor {
        /**
         * Takes the next one.
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

    /** The lines that end within these bytes. */
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
        var problem = end.number == 0
                ? "its first line is no entry of a chain"
                : "the line behind entry " + end.number + " does not follow from it";
        return new End(end.number, end.hash, end.bytes, Optional.of(problem));
    }
}
