package io.timeserverd.conf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}. An IPv4 address in IPv6 form counts as IPv4, both in
 * blocks and in lookups. {@code ::/0} contains no IPv4 address.
 *
 * @param network the first address; its bits beyond the prefix are zero
 * @param prefix the length of the prefix in bits, 0 to 32 or 0 to 128
 */
public record Cidr(InetAddress network, int prefix) {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int MAPPED_PREFIX = 96;

    /** Parses {@code address/prefix}, or a single address as a block of its own. Names are refused. */
    public static Parsed<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String written = slash < 0 ? text : text.substring(0, slash);
        Optional<InetAddress> address = Addresses.numeric(written);
        if (address.isEmpty()) {
            return Parsed.expected("a numeric address or address/prefix such as 192.0.2.0/24 or 2001:db8::/32", text);
        }
        int bits = Addresses.bytes(address.get()).length * 8;
        if (slash < 0) {
            return Parsed.ok(new Cidr(address.get(), bits));
        }
        // The prefix of ::ffff:10.0.0.0/104 counts from the start of the IPv6 form.
        int mapped = bits == 32 && written.indexOf(':') >= 0 ? MAPPED_PREFIX : 0;
        String length = text.substring(slash + 1);
        int prefix = LENGTH.matcher(length).matches() ? Integer.parseInt(length) - mapped : -1;
        if (prefix < 0 || prefix > bits) {
            return Parsed.expected("a prefix length from " + mapped + " to " + (mapped + bits), text);
        }
        InetAddress network = masked(address.get(), prefix);
        if (!network.equals(address.get())) {
            return Parsed.expected("a block without bits beyond its prefix: " + new Cidr(network, prefix), text);
        }
        return Parsed.ok(new Cidr(network, prefix));
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        byte[] bytes = Addresses.bytes(address);
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    /** Whether this block contains the address. */
    public boolean contains(InetAddress address) {
        byte[] here = Addresses.bytes(network);
        byte[] there = Addresses.bytes(address);
        if (here.length != there.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (here[i] != there[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (here[whole] ^ there[whole]) >> (8 - rest) == 0;
    }

    @Override
    public String toString() {
        return Addresses.text(network) + '/' + prefix;
    }
}
