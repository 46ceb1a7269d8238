package io.timeserverd.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.4/31, 192.0.2.5, true",
        "192.0.2.4/31, 192.0.2.6, false",
        "192.0.2.4, 192.0.2.4, true",
        "192.0.2.4, 192.0.2.5, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/1, 127.255.255.255, true",
        "0.0.0.0/1, 128.0.0.0, false",
        "0.0.0.0/0, ::1, false",
        "::/0, ::1, true",
        "::/0, 127.0.0.1, false",
        "2001:db8::/33, 2001:db8:7fff::, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "::1, ::1, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 11.1.2.3, false",
    })
    void aBlockContainsItsAddresses(String block, String address, boolean holds) throws UnknownHostException {
        assertEquals(holds, cidr(block).contains(InetAddress.getByName(address)));
    }

    @Test
    void anIpv4AddressInIpv6FormCountsAsIpv4() throws UnknownHostException {
        var bytes = new byte[16];
        bytes[10] = bytes[11] = -1;
        bytes[12] = 10;
        var mapped = Inet6Address.getByAddress(null, bytes, -1);
        assertTrue(cidr("10.0.0.0/8").contains(mapped));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0/8",
                "10.0.0.0/8/8",
                "10.0.0.256/8",
                "010.0.0.0/8",
                "10.0.0.1/8",
                "1",
                "localhost",
                "example.com/8",
                "::/129",
                "::1/64",
                ":::/8",
                "[::1]",
                "fe80::1%eth0",
                "::ffff:10.0.0.0/95",
                "cafe",
                ".::1",
                " ::1"
            })
    void refusesOtherText(String text) {
        assertInstanceOf(Parsed.Bad.class, Cidr.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "10.1.2.3, 10.1.2.3/32",
        "2001:DB8:0:0:1:0:0:0/80, 2001:db8:0:0:1::/80",
        "::/0, ::/0",
        "::1, ::1/128",
        "1::, 1::/128",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7/128",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3/128",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
    })
    void printsInTheShortForm(String text, String printed) {
        assertEquals(printed, cidr(text).toString());
        assertEquals(cidr(text), cidr(printed));
    }

    @Test
    void bitsBeyondThePrefixGetASuggestion() {
        Parsed.Bad<?> bad = assertInstanceOf(Parsed.Bad.class, Cidr.parse("10.1.2.3/8"));
        assertTrue(bad.problems().toString().contains("10.0.0.0/8"), bad::toString);
    }

    private static Cidr cidr(String text) {
        return (Cidr) assertInstanceOf(Parsed.Ok.class, Cidr.parse(text)).value();
    }
}
