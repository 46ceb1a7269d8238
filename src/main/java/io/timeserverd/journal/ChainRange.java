package io.timeserverd.journal;

import java.util.HexFormat;

/**
 * A range of ids whose records are sealed and will never change.
 *
 * @param count how many records it has
 * @param digest the SHA-256 of the concatenated {@linkplain RecordHash hashes} of its records, in hexadecimal
 */
record ChainRange(long firstId, long lastId, long count, String digest) {
    /** An entry of the chain covers at most this many records. A difference can be narrowed down to one such range. */
    static final int MOST_RECORDS = 1 << 16;

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
