package io.timeserverd.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * The file with the place data. It is mapped and never copied, so the system reads only the pages that are used, and can drop
 * them at any time. Numbers are big-endian.
 *
 * <pre>
 *     "TSPLACE" and the version, 8 bytes
 *     length of each section, 4 bytes each
 *     NOTICE     release, licences: lines of text
 *     ZONES      ids of zones and offsets, a line each; a zone's number is that of its line, from 0
 *     ROWS       {@link PlaceTable}, 24 bytes a row
 *     TEXTS      the texts of these rows
 *     KEYS       {@link KeyTable}: names, sorted, and the rows that they lead to
 *     BLOCKS     where each block of KEYS begins
 *     HEAVIEST   of each block, the weight of its heaviest reference: the logarithm of {@link Ranking}'s weight to the base 2
 *     CELLS      {@link SpatialIndex}: where the places of each square degree begin
 *     PLACES     numbers of rows by square degree
 *     BUCKETS    {@link TypoIndex}: where the entries of each hash value begin
 *     TYPOS      numbers of keys by hash value
 * </pre>
 */
final class PlaceFile {
    static final byte[] MAGIC = "TSPLACE1".getBytes(StandardCharsets.US_ASCII);

    enum Section {
        NOTICE,
        ZONES,
        ROWS,
        TEXTS,
        KEYS,
        BLOCKS,
        HEAVIEST,
        CELLS,
        PLACES,
        BUCKETS,
        TYPOS
    }

    private static final int HEADER = MAGIC.length + Integer.BYTES * Section.values().length;

    private final ByteBuffer[] sections = new ByteBuffer[Section.values().length];

    private PlaceFile(ByteBuffer bytes) {
        int at = HEADER;
        for (int i = 0; i < sections.length; i++) {
            int length = bytes.getInt(MAGIC.length + Integer.BYTES * i);
            sections[i] = bytes.slice(at, length);
            at += length;
        }
    }

    /** Whether the sections fill the file. */
    private static boolean isWhole(ByteBuffer bytes) {
        long length = HEADER;
        for (int at = MAGIC.length; at < HEADER; at += Integer.BYTES) {
            length += bytes.getInt(at);
        }
        return length == bytes.limit();
    }

    /** @throws UncheckedIOException if there is no such file, or it has no place data of this version */
    static PlaceFile map(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MappedByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
            var magic = new byte[MAGIC.length];
            bytes.get(0, magic, 0, Math.min(magic.length, bytes.limit()));
            if (!Arrays.equals(magic, MAGIC) || bytes.limit() < HEADER || !isWhole(bytes)) {
                throw new IOException(file + " has no place data that this program can read");
            }
            return new PlaceFile(bytes);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(file + " is missing; it belongs to the program", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    ByteBuffer section(Section section) {
        return sections[section.ordinal()];
    }

    /** The lines of a section of text. */
    List<String> lines(Section section) {
        ByteBuffer bytes = section(section);
        return text(bytes, 0, bytes.limit()).lines().toList();
    }

    static String text(ByteBuffer bytes, int start, int end) {
        var copy = new byte[end - start];
        bytes.get(start, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
