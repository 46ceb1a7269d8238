package io.timeserverd.place;

import io.timeserverd.place.PlaceFile.Section;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * All keys, sorted by their bytes, with what they lead to.
 *
 * <p>Keys stand in blocks of 16. Each shares its first bytes with the key before it, the first of a block none: an entry is
 * how many it shares (1 byte), how many follow (1), those, how many references there are (2), and the references (4 each),
 * best first. A reference is the number of a row, and in its lowest byte how the key names it, and whether the name has no
 * accents.
 *
 * <p>A key that begins with {@code =} is a code in capitals, and one that begins with {@code ^} a name with its accents; no
 * key of a name has these letters.
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

    /** A place among the keys; belongs to one thread. */
    final class Cursor {
        private final byte[] key = new byte[LONGEST];
        private int length;
        private int references;
        private int next;

        private Cursor(int block) {
            next = block < blockCount() ? blockStart(block) : keys.limit();
        }

        /** Goes to the next key; false when there is none. */
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

        /** One of them, from 0 on, best first. */
        int row(int index) {
            return keys.getInt(references + Short.BYTES + Integer.BYTES * index) >>> Byte.SIZE;
        }

        /** How the key names that one. */
        Match.How how(int index) {
            return Match.How.of(keys.getInt(references + Short.BYTES + Integer.BYTES * index) & (PLAIN - 1));
        }

        /** Whether the name that the key stands for has no accents there. */
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

    /** At that key, or null. */
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

    /** The last block whose first key is not after {@code key}; 0 when there is none. */
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

    /** At the key of that number, from 0 on. */
    Cursor at(int number) {
        var cursor = new Cursor(number / BLOCK);
        for (int i = 0; i <= number % BLOCK; i++) {
            cursor.next();
        }
        return cursor;
    }

    /** What HEAVIEST has for a weight. */
    static int magnitude(long weight) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, weight));
    }

    /**
     * Shows the keys that begin with {@code beginning}, those with the heaviest references first, block by block, until
     * {@code enough} says so after one magnitude.
     */
    void beginningWith(byte[] beginning, Consumer<Cursor> visitor, BooleanSupplier enough) {
        int first = block(beginning);
        int end = first;
        var magnitudes = new BitSet();
        while (end < blockCount() && (end == first || !isBehind(blockStart(end), beginning))) {
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
    private boolean isBehind(int block, byte[] beginning) {
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
