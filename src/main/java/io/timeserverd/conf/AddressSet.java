package io.timeserverd.conf;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable set of address blocks, stored as binary trees of their prefixes. A lookup takes at most one step for each bit of
 * the address, however many blocks there are, and allocates nothing.
 */
public final class AddressSet {
    public static final AddressSet EMPTY = new AddressSet(List.of());

    private final Tree ipv4 = new Tree();
    private final Tree ipv6 = new Tree();
    private final boolean empty;

    public AddressSet(List<Cidr> blocks) {
        for (Cidr block : blocks) {
            byte[] network = Addresses.bytes(block.network());
            treeFor(network).add(network, block.prefix());
        }
        empty = blocks.isEmpty();
    }

    private Tree treeFor(byte[] address) {
        return address.length == 4 ? ipv4 : ipv6;
    }

    public boolean isEmpty() {
        return empty;
    }

    public boolean contains(InetAddress address) {
        return contains(Addresses.bytes(address));
    }

    /** Whether one of the blocks contains an address of 4 bytes, or of 16 bytes that are not an IPv4 address in IPv6 form. */
    public boolean contains(byte[] address) {
        return treeFor(address).contains(address);
    }

    /**
     * Each slot stands for a prefix. It says that the set contains {@link #NONE} or {@link #ALL} of the addresses with this
     * prefix, or it has the number of a node. Node {@code n} has slot {@code 2n} for a next bit of 0, and slot {@code 2n + 1} for
     * a next bit of 1. The empty prefix has slot 0.
     */
    private static final class Tree {
        private static final int NONE = 0;
        private static final int ALL = -1;

        private int[] slots = {NONE, NONE};
        private int nodes = 1;

        void add(byte[] network, int prefix) {
            int slot = 0;
            for (int bit = 0; bit < prefix; bit++) {
                if (slots[slot] == ALL) { // a wider block contains this one
                    return;
                }
                if (slots[slot] == NONE) {
                    int node = newNode(); // may replace the array
                    slots[slot] = node;
                }
                slot = next(slots[slot], network, bit);
            }
            slots[slot] = ALL; // replaces narrower blocks
        }

        private int newNode() {
            if (slots.length == 2 * nodes) {
                slots = Arrays.copyOf(slots, 2 * slots.length);
            }
            return nodes++;
        }

        private static int next(int node, byte[] address, int bit) {
            return 2 * node + ((address[bit / 8] >> (7 - bit % 8)) & 1);
        }

        boolean contains(byte[] address) {
            int value = slots[0];
            for (int bit = 0; value > NONE; bit++) {
                value = slots[next(value, address, bit)];
            }
            return value == ALL;
        }
    }
}
