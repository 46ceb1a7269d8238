package io.timeserverd.server;

import io.timeserverd.conf.Addresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header with which a proxied connection begins. It names the client behind the proxy. Parses versions 1 and 2 of the PROXY
 * protocol (haproxy.org, proxy-protocol.txt, sections 2.1 and 2.2). Does no I/O.
 */
sealed interface ProxyHeader {
    /** The longest header that is accepted. Version 1 has up to 107 bytes, version 2 says its own length. */
    int MAX_BYTES = 2048;

    /** May be the beginning of a header: more bytes are needed. */
    record Incomplete() implements ProxyHeader {}

    /** The bytes do not begin with a header. */
    record Absent() implements ProxyHeader {}

    /** An invalid header; more bytes would not make it valid. */
    record Malformed(String problem) implements ProxyHeader {}

    /** A header of {@code length} bytes that names the client. */
    record Client(InetSocketAddress source, int length) implements ProxyHeader {}

    /**
     * A header of {@code length} bytes without a client: the proxy checks the health of the server, or does not know the
     * client.
     */
    record Local(int length) implements ProxyHeader {}

    /** Parses the beginning of {@code bytes[0, length)}. */
    static ProxyHeader parse(byte[] bytes, int length) {
        if (length > 0 && bytes[0] == Version1.START[0]) {
            return Version1.parse(bytes, length);
        }
        return Version2.parse(bytes, length);
    }

    /** Whether {@code bytes[0, length)} begins with {@code start}, or is a part of it. */
    private static boolean startsAs(byte[] start, byte[] bytes, int length) {
        int common = Math.min(length, start.length);
        return Arrays.equals(bytes, 0, common, start, 0, common);
    }

    /** Version 1 is one line: {@code PROXY TCP4 192.0.2.1 198.51.100.1 56324 9999}. */
    final class Version1 {
        private static final byte[] START = "PROXY ".getBytes(StandardCharsets.US_ASCII);

        /** The longest line, including CR and LF. */
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
            String[] words = line.split(" ", -1);
            if (words[1].equals("UNKNOWN")) { // the specification says to ignore the rest
                return new Local(length);
            }
            int addressBytes = words[1].equals("TCP4") ? 4 : words[1].equals("TCP6") ? 16 : 0;
            if (words.length != 6 || addressBytes == 0) {
                return new Malformed("version 1 of an unknown form");
            }
            Optional<InetAddress> source = Addresses.numeric(words[2]);
            boolean isIpv6 = words[2].indexOf(':') >= 0;
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

    /** Version 2 is binary: signature, version and command, family and protocol, length, then addresses and extensions. */
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

        /** Reads the source address. The extensions (TLVs) behind the addresses are ignored. */
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
