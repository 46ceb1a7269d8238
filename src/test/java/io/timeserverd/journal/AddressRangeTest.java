package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,     32, 192.0.2.1,       true",
        "192.0.2.1,     32, 192.0.2.2,       false",
        "192.0.2.77,    24, 192.0.2.255,     true",
        "192.0.2.77,    24, 192.0.3.77,      false",
        "192.0.2.0,     25, 192.0.2.127,     true",
        "192.0.2.0,     25, 192.0.2.128,     false",
        "255.0.0.0,      1, 128.0.0.0,       true",
        "255.0.0.0,      1, 127.255.255.255, false",
        "0.0.0.0,        0, 203.0.113.9,     true",
        "2001:db8::1,   48, 2001:db8:0:ffff::, true",
        "2001:db8::1,   48, 2001:db8:1::1,   false",
        "::,             0, 192.0.2.1,       false",
        "0.0.0.0,        0, ::1,             false",
    })
    void contains(String address, int bits, String other, boolean expected) throws Exception {
        var range = new AddressRange(InetAddress.getByName(address), bits);
        assertEquals(expected, range.contains(InetAddress.getByName(other)));
    }

    @Test
    void isThePartOfAnAddressThatPrefixKeeps() throws Exception {
        AddressRange v4 = JournalOptions.ClientDetail.prefixOf(InetAddress.getByName("192.0.2.77"));
        assertEquals(new AddressRange(InetAddress.getByName("192.0.2.0"), 24), v4);
        AddressRange v6 = JournalOptions.ClientDetail.prefixOf(InetAddress.getByName("2001:db8:1:2::3"));
        assertEquals(new AddressRange(InetAddress.getByName("2001:db8:1::"), 48), v6);
    }

    @Test
    void refusesMoreBitsThanTheAddressHas() throws Exception {
        var address = InetAddress.getByName("192.0.2.1");
        assertThrows(IllegalArgumentException.class, () -> new AddressRange(address, 33));
        assertThrows(IllegalArgumentException.class, () -> new AddressRange(address, -1));
    }
}
