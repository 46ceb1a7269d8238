package io.timeserverd.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An entry of the chain, which is a line of its file. The line has these fields in this order, separated by blanks, and
 * {@code -} for a field that an entry of its kind does not have.
 *
 * @param number from 1, one more than that of the entry before
 * @param kind what the entry says
 * @param time the clock's reading when it was written, to the second; 1970 in a {@link Kind#HEAD}
 * @param firstId first id of the records that it is about, or 0
 * @param lastId last id of these records, or 0
 * @param count how many records there are, or 0; see {@link Kind}
 * @param detail a word; see {@link Kind}
 * @param hash SHA-256, in hexadecimal, of: the hash of the line before, a blank, and this line up to the blank before
 *     its hash
 */
public record ChainEntry(
        long number, Kind kind, Instant time, long firstId, long lastId, long count, String detail, String hash) {
    /** Takes the place of the hash of the line before, in the first line. */
    static final String NO_HASH = "0".repeat(2 * RecordHash.LENGTH);

    /** Takes the place of a field that an entry does not have. */
    static final String NONE = "-";

    private static final int FIELDS = 8;

    /** What an entry says. */
    public enum Kind {
        /** The first line of a chain whose beginning was cut off: the hash is that of the last entry cut off. */
        HEAD,
        /** The chain begins. The records are older, in tables that get entries of their own later. */
        BEGIN,
        /** All records that are older than the chain have entries now. */
        ADOPTED,
        /** The daemon has started; the detail is its release. */
        START,
        /** The daemon was stopped; the detail is its release. */
        STOP,
        /** The records are sealed; the detail is their digest. */
        RECORDS,
        /** The records are deleted; the detail says why: {@code age}, {@code size}, {@code full} or {@code prune}. */
        DELETED,
        /**
         * The count is how many records of a client were removed from among these ids. Their hashes are in the file
         * {@code chain.NUMBER}, with the number of the entry; the detail is the SHA-256 of that file.
         */
        REMOVED,
        /** The records are gone, but neither retention nor prune has deleted them. */
        MISSING,
        /**
         * The entries up to the one whose number is the count are no longer kept, because their records are deleted.
         */
        CUT;

        /** The word in the file. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An entry that has no number and no hash yet. */
    static ChainEntry draft(Kind kind, long timeNs, long firstId, long lastId, long count, String detail) {
        Instant time = Times.instant(timeNs).truncatedTo(ChronoUnit.SECONDS);
        return new ChainEntry(0, kind, time, firstId, lastId, count, detail, NO_HASH);
    }

    /** The first line of a chain that was cut off up to an entry. */
    static ChainEntry head(long number, String hash) {
        return new ChainEntry(number, Kind.HEAD, Instant.EPOCH, 0, 0, 0, NONE, hash);
    }

    /** The same entry, with number and hash, as it follows an entry with this number and hash. */
    ChainEntry after(long lastNumber, String lastHash) {
        var numbered = new ChainEntry(lastNumber + 1, kind, time, firstId, lastId, count, detail, NO_HASH);
        return new ChainEntry(
                lastNumber + 1, kind, time, firstId, lastId, count, detail, hash(lastHash, numbered.withoutHash()));
    }

    /** Whether it follows an entry with this number and hash. */
    boolean follows(long lastNumber, String lastHash) {
        return number == lastNumber + 1 && kind != Kind.HEAD && hash.equals(hash(lastHash, withoutHash()));
    }

    /** Whether it covers this id. */
    boolean spans(long id) {
        return firstId <= id && id <= lastId;
    }

    /** Its line, without the line feed. */
    String line() {
        return withoutHash() + ' ' + hash;
    }

    private String withoutHash() {
        return String.join(
                " ",
                Long.toString(number),
                kind.text(),
                kind == Kind.HEAD ? NONE : time.toString(),
                text(firstId),
                text(lastId),
                text(count),
                detail);
    }

    private static String text(long value) {
        return value == 0 ? NONE : Long.toString(value);
    }

    /** Reads a line; empty if it is not one of an entry. */
    static Optional<ChainEntry> parse(String line) {
        List<String> fields = List.of(line.split(" ", -1));
        if (fields.size() != FIELDS || fields.get(7).length() != NO_HASH.length()) {
            return Optional.empty();
        }
        try {
            var entry = new ChainEntry(
                    Long.parseLong(fields.get(0)),
                    Kind.valueOf(fields.get(1).toUpperCase(Locale.ROOT)),
                    fields.get(2).equals(NONE) ? Instant.EPOCH : Instant.parse(fields.get(2)),
                    number(fields.get(3)),
                    number(fields.get(4)),
                    number(fields.get(5)),
                    fields.get(6),
                    fields.get(7));
            return entry.line().equals(line) ? Optional.of(entry) : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long number(String text) {
        return text.equals(NONE) ? 0 : Long.parseLong(text);
    }

    private static String hash(String before, String line) {
        byte[] bytes = (before + ' ' + line).getBytes(StandardCharsets.UTF_8);
        return ChainRange.hex(RecordHash.sha256().digest(bytes));
    }
}
