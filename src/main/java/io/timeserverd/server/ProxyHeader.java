package io.timeserverd.server;

import io.timeserverd.conf.Addresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What the bytes at the beginning of a proxied connection say: who is behind the proxy. Versions 1 and 2 of the PROXY
 * protocol (haproxy.org, proxy-protocol.txt, sections 2.1 and 2.2). Bytes in, value out.
 */
sealed interface ProxyHeader {
    /** More bytes than this no header has: version 1 has up to 107, version 2 16 and what it says, which is bounded. */
    int MAX_BYTES = 2048;

    /** It may become a header: more bytes are needed. */
    record Incomplete() implements ProxyHeader {}

    /** Something else than a header begins. */
    record Absent() implements ProxyHeader {}

    /** No header, and more bytes would not make it one. */
    record Malformed(String problem) implements ProxyHeader {}

    /**
     * A whole header of {@code length} bytes: the connection of this client.
     */
    record Client(InetSocketAddress source, int length) implements ProxyHeader {}

    /**
     * A whole header of {@code length} bytes: the proxy itself is connected, to see whether the server is well, or it does
     * not know for whom.
     */
    record Local(int length) implements ProxyHeader {}

    /** Reads what {@code bytes[0, length)} begins with. */
    static ProxyHeader parse(byte[] bytes, int length) {
        if (length > 0 && bytes[0] == Version1.START[0]) {
            return Version1.parse(bytes, length);
        }
        return Version2.parse(bytes, length);
    }

    /** Whether as much as there is of {@code bytes[0, length)} is as {@code start} has it. */
    private static boolean startsAs(byte[] start, byte[] bytes, int length) {
        int common = Math.min(length, start.length);
        return Arrays.equals(bytes, 0, common, start, 0, common);
    }

    /** One line: {@code PROXY TCP4 192.0.2.1 198.51.100.1 56324 9999}. */
    final class Version1 {
        private static final byte[] START = "PROXY ".getBytes(StandardCharsets.US_ASCII);

        /** With CR and LF. */
        private static final int LINE_MAX = 107;

        private static final Pattern PORT = Pattern.compile(
                "0|[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]");

        private Version1() {}

        private static ProxyHeader parse(byte[] bytes, int length) {
            if (!startsAs(START, bytes, length)) {
                return new Absent();
            }
            int bound = Math.min(length, LINE_MAX);
            for (int end = 1; end < bound; end++) {
                if (bytes[end - 1] == '\r' && bytes[end] == '\n') {
                    return line(new String(bytes, 0, end - 1, StandardCharsets.ISO_8859_1), end + 1);
                }
            }
            return length < LINE_MAX ? new Incomplete() : new Malformed("version 1 without end");
        }

        private static ProxyHeader line(String line, int length) {
            var words = line.split(" ", -1);
            if (words[1].equals("UNKNOWN")) { // whatever follows is to be ignored
                return new Local(length);
            }
            int addressBytes = words[1].equals("TCP4") ? 4 : words[1].equals("TCP6") ? 16 : 0;
            if (words.length != 6 || addressBytes == 0) {
                return new Malformed("version 1 of an unknown form");
            }
            var source = Addresses.numeric(words[2]);
            var isIpv6 = words[2].indexOf(':') >= 0;
            if (source.isEmpty()
                    || isIpv6 != (addressBytes == 16)
                    || Addresses.numeric(words[3]).isEmpty()
                    || !PORT.matcher(words[4]).matches()
                    || !PORT.matcher(words[5]).matches()) {
                return new Malformed("version 1 with a bad address or port");
            }
            return new Client(new InetSocketAddress(source.get(), Integer.parseInt(words[4])), length);
        }
    }

    /** Binary: a signature, version and command, family and protocol, length; then addresses and extensions. */
    final class Version2 {
        private static final byte[] START = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
        private static final int FIXED_BYTES = 16;
        private static final int LOCAL = 0x20;
        private static final int PROXY = 0x21;

        private Version2() {}

        private static ProxyHeader parse(byte[] bytes, int length) {
            if (!startsAs(START, bytes, length)) {
                return new Absent();
            }
            if (length < FIXED_BYTES) {
                return new Incomplete();
            }
            int whole = FIXED_BYTES + (((bytes[14] & 0xff) << 8) | (bytes[15] & 0xff));
            if (whole > MAX_BYTES) {
                return new Malformed("version 2 of " + whole + " bytes");
            }
            int command = bytes[12] & 0xff;
            if (command != LOCAL && command != PROXY) {
                return new Malformed("version and command 0x" + Integer.toHexString(command));
            }
            if (length < whole) {
                return new Incomplete();
            }
            return command == LOCAL ? new Local(whole) : addresses(bytes, whole);
        }

        /** Extensions (TLVs) follow the addresses; nobody here needs them. */
        private static ProxyHeader addresses(byte[] bytes, int whole) {
            int family = (bytes[13] & 0xff) >> 4;
            int protocol = bytes[13] & 0xf;
            int addressBytes = family == 1 ? 4 : 16;
            if (family > 3 || protocol > 2) {
                return new Malformed("version 2 of an unknown family or protocol");
            }
            if (family == 0 || family == 3) { // unspecified, or a Unix-domain socket
                return new Local(whole);
            }
            if (whole < FIXED_BYTES + 2 * addressBytes + 4) {
                return new Malformed("version 2 too short for its addresses");
            }
            int portAt = FIXED_BYTES + 2 * addressBytes;
            int port = ((bytes[portAt] & 0xff) << 8) | (bytes[portAt + 1] & 0xff);
            InetAddress source = address(Arrays.copyOfRange(bytes, FIXED_BYTES, FIXED_BYTES + addressBytes));
            return new Client(new InetSocketAddress(source, port), whole);
        }

        private static InetAddress address(byte[] bytes) {
            try {
                return InetAddress.getByAddress(bytes);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
            }
        }
    }
}
