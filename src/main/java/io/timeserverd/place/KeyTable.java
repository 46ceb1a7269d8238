package io.timeserverd.place;

import io.timeserverd.place.PlaceFile.Section;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * All keys, sorted by their bytes, with the rows that they lead to.
 *
 * <p>Keys are in blocks of 16. Within a block each key leaves out the first bytes that it shares with the key before. An entry
 * is the number of shared bytes (1 byte), the number of other bytes (1), these bytes, the number of references (2), and the
 * references (4 each), the best first. A reference is the number of a row; its lowest byte has the {@link Match.NameType} and
 * the flag {@link #PLAIN}, which says that the name has no accents.
 *
 * <p>A key that begins with {@code =} is a code in capitals; one that begins with {@code ^} is a name with its accents. Keys of
 * names do not contain these characters.
 */
final class KeyTable {
    static final int BLOCK = 16;
    static final int LONGEST = 255;
    static final int PLAIN = 0x80;
    static final char CODE = '=';
    static final char ACCENTED = '^';

    private final ByteBuffer keys;
    private final ByteBuffer blocks;
    private final ByteBuffer heaviest;

    KeyTable(PlaceFile file) {
        keys = file.section(Section.KEYS);
        blocks = file.section(Section.BLOCKS);
        heaviest = file.section(Section.HEAVIEST);
    }

    /** A position among the keys. Belongs to one thread. */
    final class Cursor {
        private final byte[] key = new byte[LONGEST];
        private int length;
        private int references;
        private int next;

        private Cursor(int block) {
            next = block < blockCount() ? blockStart(block) : keys.limit();
        }

        /** Goes to the next key. Returns false if there is none. */
        boolean next() {
            if (next >= keys.limit()) {
                return false;
            }
            int shared = keys.get(next) & 0xFF;
            int rest = keys.get(next + 1) & 0xFF;
            keys.get(next + 2, key, shared, rest);
            length = shared + rest;
            references = next + 2 + rest;
            next = references + Short.BYTES + Integer.BYTES * count();
            return true;
        }

        boolean startsWith(byte[] beginning) {
            return length >= beginning.length
                    && Arrays.equals(key, 0, beginning.length, beginning, 0, beginning.length);
        }

        private int compareTo(byte[] other) {
            return Arrays.compareUnsigned(key, 0, length, other, 0, other.length);
        }

        byte[] key() {
            return Arrays.copyOf(key, length);
        }

        /** How many rows the key leads to. */
        int count() {
            return Short.toUnsignedInt(keys.getShort(references));
        }

        /** The number of one of these rows; index 0 is the best. */
        int row(int index) {
            return keys.getInt(references + Short.BYTES + Integer.BYTES * index) >>> Byte.SIZE;
        }

        /** What the key is to that row. */
        Match.NameType nameType(int index) {
            return Match.NameType.of(keys.getInt(references + Short.BYTES + Integer.BYTES * index) & (PLAIN - 1));
        }

        /** Whether the name of that row has no accents. */
        boolean isPlain(int index) {
            return (keys.getInt(references + Short.BYTES + Integer.BYTES * index) & PLAIN) != 0;
        }
    }

    private int blockCount() {
        return blocks.limit() / Integer.BYTES;
    }

    private int blockStart(int block) {
        return blocks.getInt(block * Integer.BYTES);
    }

    /** A cursor at that key, or null. */
    Cursor find(byte[] key) {
        var cursor = new Cursor(block(key));
        for (int i = 0; i < BLOCK && cursor.next(); i++) {
            int comparison = cursor.compareTo(key);
            if (comparison >= 0) {
                return comparison == 0 ? cursor : null;
            }
        }
        return null;
    }

    /** The last block whose first key is not after {@code key}; 0 if there is none. */
    private int block(byte[] key) {
        int low = 0;
        int high = blockCount();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (isAfter(blockStart(middle), key)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** Whether the first key of a block comes after {@code key}. */
    private boolean isAfter(int block, byte[] key) {
        int length = keys.get(block + 1) & 0xFF;
        int first = block + 2;
        int shorter = Math.min(length, key.length);
        for (int i = 0; i < shorter; i++) {
            int difference = (keys.get(first + i) & 0xFF) - (key[i] & 0xFF);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return length > key.length;
    }

    /** A cursor at the key with that number, from 0 on. */
    Cursor at(int number) {
        var cursor = new Cursor(number / BLOCK);
        for (int i = 0; i <= number % BLOCK; i++) {
            cursor.next();
        }
        return cursor;
    }

    /** The logarithm of a weight to the base 2, rounded down, as HEAVIEST has it. */
    static int magnitude(long weight) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, weight));
    }

    /**
     * Visits the keys that begin with {@code beginning}, block by block, the blocks with the heaviest references first. Asks
     * {@code enough} after all blocks of one magnitude.
     */
    void beginningWith(byte[] beginning, Consumer<Cursor> visitor, BooleanSupplier enough) {
        int first = block(beginning);
        int end = first;
        var magnitudes = new BitSet();
        while (end < blockCount() && (end == first || !isBeyond(blockStart(end), beginning))) {
            magnitudes.set(heaviest.get(end++));
        }
        for (int magnitude = magnitudes.length() - 1; magnitude >= 0 && !enough.getAsBoolean(); magnitude--) {
            for (int block = first; block < end && magnitudes.get(magnitude); block++) {
                if (heaviest.get(block) == magnitude) {
                    visit(block, beginning, visitor);
                }
            }
        }
    }

    private void visit(int block, byte[] beginning, Consumer<Cursor> visitor) {
        var cursor = new Cursor(block);
        for (int i = 0; i < BLOCK && cursor.next(); i++) {
            if (cursor.startsWith(beginning)) {
                visitor.accept(cursor);
            }
        }
    }

    /** Whether the first key of a block comes after all that begin with {@code beginning}. */
    private boolean isBeyond(int block, byte[] beginning) {
        int length = Math.min(keys.get(block + 1) & 0xFF, beginning.length);
        for (int i = 0; i < length; i++) {
            int difference = (keys.get(block + 2 + i) & 0xFF) - (beginning[i] & 0xFF);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return false;
    }
}
