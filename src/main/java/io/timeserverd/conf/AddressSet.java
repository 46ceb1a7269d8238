package io.timeserverd.conf;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses of some blocks, as binary trees of their prefixes: looking one up takes a step for each bit at most,
 * however many blocks there are, and allocates nothing. Does not change once it is made.
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

    /** Whether an address lies in one of the blocks: 4 bytes, or 16 that are no IPv4 address in IPv6 form. */
    public boolean contains(byte[] address) {
        return treeFor(address).contains(address);
    }

    /**
     * A slot holds {@link #NONE} of the addresses below it, {@link #ALL} of them, or the number of a node; node {@code n}
     * has the slots {@code 2n} for the next bit 0 and {@code 2n + 1} for 1. The root is in slot 0.
     */
    private static final class Tree {
        private static final int NONE = 0;
        private static final int ALL = -1;

        private int[] slots = {NONE, NONE};
        private int nodes = 1;

        void add(byte[] network, int prefix) {
            int slot = 0;
            for (int bit = 0; bit < prefix; bit++) {
                if (slots[slot] == ALL) { // a wider block holds this one
                    return;
                }
                if (slots[slot] == NONE) {
                    int node = newNode(); // which may move the slots
                    slots[slot] = node;
                }
                slot = next(slots[slot], network, bit);
            }
            slots[slot] = ALL; // narrower blocks below are of no matter any more
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
            int below = slots[0];
            for (int bit = 0; below > NONE; bit++) {
                below = slots[next(below, address, bit)];
            }
            return below == ALL;
        }
    }
}
