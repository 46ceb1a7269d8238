package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The hashes of records that were removed. They take the place of the records when the digest of a range is computed. A
 * file has lines, each with an id, a blank and the {@linkplain RecordHash hash} in base 64, in the order of the ids.
 */
final class RemovedHashes {
    private static final int PAGE = 1 << 16;

    private RemovedHashes() {}

    /** Writes such a file. */
    static final class Writer implements Closeable {
        private final FileChannel channel;
        private final MessageDigest sha256 = RecordHash.sha256();
        private final StringBuilder lines = new StringBuilder();
        private long bytes;
        private long count;
        private long firstId;
        private long lastId;

        Writer(Disk disk, Path file) throws IOException {
            channel = disk.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
        }

        void add(long id, byte[] hash) throws IOException {
            firstId = count == 0 ? id : firstId;
            lastId = id;
            count++;
            lines.append(id)
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(hash))
                    .append('\n');
            if (lines.length() >= PAGE) {
                flush();
            }
        }

        long count() {
            return count;
        }

        long firstId() {
            return firstId;
        }

        long lastId() {
            return lastId;
        }

        /**
         * Completes the file and brings it to the disk. Returns its SHA-256, in hexadecimal. Nothing may be added after
         * this.
         */
        String finish() throws IOException {
            flush();
            channel.force(true);
            return ChainRange.hex(sha256.digest());
        }

        private void flush() throws IOException {
            byte[] written = lines.toString().getBytes(StandardCharsets.UTF_8);
            sha256.update(written);
            FileBytes.write(channel, ByteBuffer.wrap(written), bytes);
            bytes += written.length;
            lines.setLength(0);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Reads such a file one line at a time. Closes itself at the end. */
    static final class Cursor {
        private final long entry;
        private final BufferedReader lines;
        private long id;
        private byte[] hash = {};

        private Cursor(long entry, BufferedReader lines) throws IOException {
            this.entry = entry;
            this.lines = lines;
            advance();
        }

        /** The number of the entry about these records. */
        long entry() {
            return entry;
        }

        /** The id of the current record; {@link Long#MAX_VALUE} after the last one. */
        long id() {
            return id;
        }

        byte[] hash() {
            return hash;
        }

        void advance() throws IOException {
            String line = lines.readLine();
            if (line == null) {
                id = Long.MAX_VALUE;
                lines.close();
                return;
            }
            int blank = line.indexOf(' ');
            id = Long.parseLong(line.substring(0, blank));
            hash = Base64.getDecoder().decode(line.substring(blank + 1));
        }
    }

    /**
     * Opens such a file.
     *
     * @param entry the entry about these records
     * @throws MalformedException when it is not the file that the entry was written for
     */
    static Cursor open(Disk disk, Path file, ChainEntry entry) throws IOException {
        FileChannel channel = disk.open(file, READ);
        try {
            if (!digest(channel).equals(entry.detail())) {
                throw new MalformedException("its hashes of removed records are not those that were written");
            }
            Reader in = Channels.newReader(channel.position(0), StandardCharsets.UTF_8);
            return new Cursor(entry.number(), new BufferedReader(in));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String digest(FileChannel channel) throws IOException {
        MessageDigest sha256 = RecordHash.sha256();
        var page = ByteBuffer.allocate(PAGE);
        for (long at = 0; FileBytes.read(channel, page.clear(), at) > 0; at += page.position()) {
            sha256.update(page.array(), 0, page.position());
        }
        return ChainRange.hex(sha256.digest());
    }
}
