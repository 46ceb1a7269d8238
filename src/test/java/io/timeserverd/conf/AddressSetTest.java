package io.timeserverd.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressSetTest {
    private static AddressSet of(String... blocks) {
        return new AddressSet(Stream.of(blocks).map(AddressSetTest::block).toList());
    }

    private static Cidr block(String text) {
        return (Cidr) assertInstanceOf(Parsed.Ok.class, Cidr.parse(text), text).value();
    }

    private static InetAddress address(String numeric) {
        return Addresses.numeric(numeric).orElseThrow();
    }

    @Test
    void anEmptySetContainsNothing() {
        assertTrue(AddressSet.EMPTY.isEmpty());
        assertFalse(AddressSet.EMPTY.contains(address("192.0.2.1")));
        assertFalse(AddressSet.EMPTY.contains(address("::")));
    }

    @Test
    void containsEveryAddressOfABlockFromFirstToLast() {
        AddressSet set = of("192.0.2.0/24", "198.51.100.7", "2001:db8::/32");
        assertFalse(set.isEmpty());
        for (String inside : List.of("192.0.2.0", "192.0.2.255", "198.51.100.7", "2001:db8::", "2001:db8:ffff::1")) {
            assertTrue(set.contains(address(inside)), inside);
        }
        for (String outside : List.of("192.0.1.255", "192.0.3.0", "198.51.100.6", "2001:db7:ffff::", "2001:db9::")) {
            assertFalse(set.contains(address(outside)), outside);
        }
    }

    @Test
    void aBlockMayBeAllOfItsFamily() {
        assertTrue(of("0.0.0.0/0").contains(address("255.255.255.255")));
        assertFalse(of("0.0.0.0/0").contains(address("::1")));
        assertTrue(of("::/0").contains(address("::1")));
        assertFalse(of("::/0").contains(address("10.0.0.1")));
    }

    @Test
    void blocksMayOverlapInAnyOrder() {
        for (AddressSet set : List.of(of("10.0.0.0/8", "10.1.0.0/16"), of("10.1.0.0/16", "10.0.0.0/8"))) {
            assertTrue(set.contains(address("10.1.0.1")));
            assertTrue(set.contains(address("10.2.0.1")));
            assertFalse(set.contains(address("11.1.0.1")));
        }
    }

    @Test
    void anIpv4AddressInIpv6FormCountsAsIpv4() throws UnknownHostException {
        assertTrue(of("10.0.0.0/8").contains(address("::ffff:10.1.2.3")));
    }

    @Test
    void agreesWithTheSingleBlocks() throws UnknownHostException {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var blocks = new ArrayList<Cidr>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                blocks.add(randomBlock(random));
            }
            var set = new AddressSet(blocks);
            for (int i = 0; i < 200; i++) {
                byte[] bytes = randomBytes(random);
                var address = InetAddress.getByAddress(bytes);
                boolean expected = blocks.stream().anyMatch(block -> block.contains(address));
                assertEquals(expected, set.contains(address), () -> address + " in " + blocks);
            }
        }
    }

    private static Cidr randomBlock(Random random) throws UnknownHostException {
        byte[] bytes = randomBytes(random);
        int prefix = random.nextInt(bytes.length * 8 + 1);
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return new Cidr(InetAddress.getByAddress(bytes), prefix);
    }

    /** Random addresses with few different bits, so that many of them are in the blocks. */
    private static byte[] randomBytes(Random random) {
        var bytes = new byte[random.nextBoolean() ? 4 : 16];
        bytes[0] = (byte) (32 + random.nextInt(4));
        bytes[1] = (byte) random.nextInt(3);
        bytes[bytes.length - 1] = (byte) random.nextInt(4);
        return bytes;
    }
}
