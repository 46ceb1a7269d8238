package io.timeserverd.journal;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells of a block which clients and zones are surely not in it: a Bloom filter over the whole
 * address, its /24 or /48, and the zone's id. With ten bits for a key it errs once in a hundred.
 */
final class Filter {
    private static final int BITS_PER_KEY = 10;
    private static final int PROBES = 5;
    private static final byte ADDRESS = 'a';
    private static final byte PREFIX = 'p';
    private static final byte ZONE = 'z';

    private final byte[] bits;

    Filter(byte[] bits) {
        this.bits = bits;
    }

    /** A filter for keys, each of which occurs once. */
    static Filter of(long[] keys, int count) {
        var filter = new Filter(new byte[(count * BITS_PER_KEY + 7) / 8]);
        for (var i = 0; i < count; i++) {
            filter.add(keys[i]);
        }
        return filter;
    }

    /** The keys that every filter of a block with this record holds. */
    static List<Long> keys(JournalRecord record) {
        var keys = new ArrayList<Long>();
        record.client().ifPresent(client -> {
            keys.add(address(client));
            keys.add(prefix(client));
        });
        if (!record.zone().isEmpty()) {
            keys.add(zone(record.zone()));
        }
        return keys;
    }

    static long address(InetAddress address) {
        return hash(ADDRESS, address.getAddress());
    }

    static long prefix(InetAddress address) {
        return hash(PREFIX, JournalOptions.ClientDetail.prefix(address.getAddress()));
    }

    static long zone(String id) {
        return hash(ZONE, id.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bits() {
        return bits;
    }

    /** False only when the key is not there. */
    boolean mayHold(long key) {
        for (var probe = 0; probe < PROBES && bits.length > 0; probe++) {
            var bit = bit(key, probe);
            if ((bits[bit >> 3] & 1 << (bit & 7)) == 0) {
                return false;
            }
        }
        return bits.length > 0;
    }

    private void add(long key) {
        for (var probe = 0; probe < PROBES; probe++) {
            var bit = bit(key, probe);
            bits[bit >> 3] |= (byte) (1 << (bit & 7));
        }
    }

    private int bit(long key, int probe) {
        return Integer.remainderUnsigned((int) key + probe * (int) (key >>> 32), bits.length * 8);
    }

    /** FNV-1a with a final mix. */
    private static long hash(byte kind, byte[] bytes) {
        var hash = (0xcbf29ce484222325L ^ kind) * 0x100000001b3L;
        for (var each : bytes) {
            hash = (hash ^ (each & 0xFF)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
        return hash ^ (hash >>> 29);
    }
}
