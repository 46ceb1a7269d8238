package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.conf.Addresses;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Parses random PROXY headers byte by byte. A result, once complete, must not change when more bytes follow. */
public final class ProxyFuzz {
    private ProxyFuzz() {}

    /**
     * Tries one input.
     *
     * @param input a header of version 1 or 2, and bytes that follow it
     */
    public static void fuzzerTestOneInput(byte[] input) {
        ProxyHeader before = new ProxyHeader.Incomplete();
        for (int length = 0; length <= input.length; length++) {
            var now = ProxyHeader.parse(input, length);
            assertEquals(now, ProxyHeader.parse(Arrays.copyOf(input, length), length), "reads beyond the length");
            if (before instanceof ProxyHeader.Incomplete) {
                assertTrue(lengthOf(now) <= length, () -> now + " is longer than the input");
            } else if (before instanceof ProxyHeader.Malformed) {
                assertInstanceOf(ProxyHeader.Malformed.class, now);
            } else {
                assertEquals(before, now);
            }
            before = now;
        }
        if (before instanceof ProxyHeader.Incomplete) {
            assertTrue(input.length < ProxyHeader.MAX_BYTES, "waits for more bytes than any header has");
        } else if (before instanceof ProxyHeader.Client client) {
            assertEquals(client.source(), inVersion1(client).source());
        }
    }

    private static int lengthOf(ProxyHeader header) {
        if (header instanceof ProxyHeader.Client client) {
            return client.length();
        }
        return header instanceof ProxyHeader.Local local ? local.length() : 0;
    }

    /** Parses the same client from a header of version 1. */
    private static ProxyHeader.Client inVersion1(ProxyHeader.Client client) {
        String text = Addresses.text(client.source().getAddress());
        String family = client.source().getAddress() instanceof Inet4Address && text.indexOf(':') < 0 ? "TCP4" : "TCP6";
        byte[] line = ("PROXY " + family + " " + text + " " + text + " "
                        + client.source().getPort() + " 2\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return assertInstanceOf(ProxyHeader.Client.class, ProxyHeader.parse(line, line.length));
    }
}
