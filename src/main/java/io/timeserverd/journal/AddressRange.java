package io.timeserverd.journal;

import java.net.InetAddress;

/**
 * Addresses that begin alike, as {@code 192.0.2.0/24}.
 *
 * @param address any of them
 * @param bits how many bits they share, 0 to 32 or 128
 */
public record AddressRange(InetAddress address, int bits) {
    public AddressRange {
        if (bits < 0 || bits > 8 * address.getAddress().length) {
            throw new IllegalArgumentException(bits + " bits of " + address.getHostAddress());
        }
    }

    /** Whether an address is one of them; one of the other family never is. */
    public boolean contains(InetAddress other) {
        var mine = address.getAddress();
        var theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        var whole = bits / 8;
        for (var i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        var rest = bits % 8;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) >> (8 - rest)) == 0;
    }
}
