package io.timeserverd.journal;

import java.util.HexFormat;

/**
 * A range of ids whose records never change again.
 *
 * @param count how many records there are in it
 * @param digest the SHA-256 of the concatenated {@linkplain RecordHash hashes} of its records, in hexadecimal
 */
record ChainRange(long firstId, long lastId, long count, String digest) {
    /** An entry of the chain is about this many records at most: a difference is found to be in one such range. */
    static final int MOST_RECORDS = 1 << 16;

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
