package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.timeserverd.conf.Addresses;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String IPV4_ADDRESSES = "c0000201" + "c6336401" + "dc04" + "270f";

    private static ProxyHeader parse(byte[] bytes) {
        return ProxyHeader.parse(bytes, bytes.length);
    }

    private static byte[] line(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] binary(String hexBehindSignature) {
        return HexFormat.of().parseHex(SIGNATURE + hexBehindSignature);
    }

    private static ProxyHeader client(String address, int port, int length) {
        return new ProxyHeader.Client(
                new InetSocketAddress(Addresses.numeric(address).orElseThrow(), port), length);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 56324, PROXY TCP4 192.0.2.1 198.51.100.1 56324 9999",
        "2001:db8::1, 0, PROXY TCP6 2001:db8::1 2001:db8::2 0 65535",
        "192.0.2.1, 1, PROXY TCP6 ::ffff:192.0.2.1 ::ffff:198.51.100.1 1 2"
    })
    void version1NamesTheClient(String address, int port, String line) {
        assertEquals(client(address, port, line.length() + 2), parse(line(line + "\r\nEurope/Paris\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN", "PROXY UNKNOWN ffff::f ffff::f 65535 65535", "PROXY UNKNOWN what ever"})
    void version1MayLeaveTheClientUnknown(String line) {
        assertEquals(new ProxyHeader.Local(line.length() + 2), parse(line(line + "\r\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "PROXX", "proxy TCP4 192.0.2.1 198.51.100.1 1 2\r\n"})
    void otherBytesAreNotAHeader(String line) {
        assertInstanceOf(ProxyHeader.Absent.class, parse(line(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY \r\n",
                "PROXY TCP5 192.0.2.1 198.51.100.1 1 2\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 1\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 1 2 3\r\n",
                "PROXY TCP4  192.0.2.1 198.51.100.1 1 2\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 1 65536\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 01 2\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 -1 2\r\n",
                "PROXY TCP4 192.0.2 198.51.100.1 1 2\r\n",
                "PROXY TCP4 localhost localhost 1 2\r\n",
                "PROXY TCP4 ::1 ::1 1 2\r\n",
                "PROXY TCP6 192.0.2.1 198.51.100.1 1 2\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 1 2\n\r\n"
            })
    void rejectsVersion1ThatDeviatesFromTheSpecification(String line) {
        assertInstanceOf(ProxyHeader.Malformed.class, parse(line(line)));
    }

    @Test
    void version1HasAtMost107Bytes() {
        String unknown = "PROXY UNKNOWN ";
        assertEquals(new ProxyHeader.Local(107), parse(line(unknown + "x".repeat(91) + "\r\n")));
        assertInstanceOf(ProxyHeader.Malformed.class, parse(line(unknown + "x".repeat(92) + "\r\n")));
        assertInstanceOf(ProxyHeader.Incomplete.class, parse(line(unknown + "x".repeat(92))));
        assertInstanceOf(ProxyHeader.Malformed.class, parse(line(unknown + "x".repeat(93))));
    }

    @Test
    void version2NamesTheClient() {
        assertEquals(client("192.0.2.1", 56324, 28), parse(binary("2111000c" + IPV4_ADDRESSES + "0a0a")));
        assertEquals(client("192.0.2.1", 56324, 28), parse(binary("2112000c" + IPV4_ADDRESSES)), "of datagrams");
        String ipv6 = "20010db8" + "00".repeat(11) + "01";
        assertEquals(client("2001:db8::1", 1, 52), parse(binary("21210024" + ipv6 + ipv6 + "00010002")));
    }

    @Test
    void theLengthOfVersion2IncludesItsExtensions() {
        assertEquals(
                client("192.0.2.1", 56324, 28 + 7),
                parse(binary("21110013" + IPV4_ADDRESSES + "04000400000000" + "0a")));
        String unused = "00".repeat(ProxyHeader.MAX_BYTES - 28);
        assertEquals(
                client("192.0.2.1", 56324, ProxyHeader.MAX_BYTES), parse(binary("211107f0" + IPV4_ADDRESSES + unused)));
    }

    @Test
    void version2MayLeaveTheClientUnknown() {
        assertEquals(new ProxyHeader.Local(16), parse(binary("20000000")));
        assertEquals(new ProxyHeader.Local(28), parse(binary("2011000c" + IPV4_ADDRESSES)));
        assertEquals(new ProxyHeader.Local(16), parse(binary("21000000")), "unspecified");
        assertEquals(new ProxyHeader.Local(16 + 216), parse(binary("213100d8" + "00".repeat(216))), "UNIX");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1111000c" + IPV4_ADDRESSES, // version 1
                "2211000c" + IPV4_ADDRESSES, // command 2
                "2141000c" + IPV4_ADDRESSES, // family 4
                "2113000c" + IPV4_ADDRESSES, // protocol 3
                "2111000b" + IPV4_ADDRESSES, // too short
                "2121000c" + IPV4_ADDRESSES,
                "211107f1", // too long
                "2111ffff"
            })
    void rejectsVersion2ThatDeviatesFromTheSpecification(String hex) {
        assertInstanceOf(ProxyHeader.Malformed.class, parse(binary(hex)));
    }

    @Test
    void everyPartOfAHeaderIsIncomplete() {
        var headers = new byte[][] {
            line("PROXY TCP4 192.0.2.1 198.51.100.1 56324 9999\r\n"), line("PROXY UNKNOWN\r\n"),
            binary("2111000c" + IPV4_ADDRESSES), binary("20000000")
        };
        for (byte[] header : headers) {
            for (int length = 0; length < header.length; length++) {
                assertEquals(new ProxyHeader.Incomplete(), ProxyHeader.parse(header, length));
            }
        }
    }

    @Test
    void randomBytesParseWithoutAnException() {
        var random = new Random(11);
        var seeds = new byte[][] {line("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n"), binary("2111000c" + IPV4_ADDRESSES)};
        for (int i = 0; i < 100_000; i++) {
            byte[] mutated = Arrays.copyOf(seeds[i % seeds.length], random.nextInt(200));
            for (int changes = random.nextInt(4); changes > 0 && mutated.length > 0; changes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            ProxyHeader parsed = parse(mutated);
            int length = parsed instanceof ProxyHeader.Client client
                    ? client.length()
                    : parsed instanceof ProxyHeader.Local local ? local.length() : 0;
            assertEquals(length, Math.min(length, mutated.length));
        }
    }
}
