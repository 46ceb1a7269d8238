package io.timeserverd.conf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and writes numeric IP addresses, without the name service. */
public final class Addresses {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /** With a colon and only these characters, the JDK takes a text for an address, not for a name. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private Addresses() {}

    /** Parses an IPv4 address of four decimal bytes, or an IPv6 address without scope. */
    public static Optional<InetAddress> numeric(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The bytes of the address: four for an IPv4 address, also in IPv6 form (RFC 4291 section 2.5.5.2). */
    static byte[] bytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        return isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    private static boolean isMapped(byte[] bytes) {
        if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The address in the form of RFC 5952, in which {@code ::} replaces the longest run of zero groups. */
    public static String text(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        String[] groups = address.getHostAddress().replaceFirst("%.*", "").split(":", -1);
        Run run = longestZeroRun(groups);
        var text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == run.start() && run.length() > 1) {
                text.append("::");
                i += run.length() - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(groups[i]);
            }
        }
        return text.toString();
    }

    private static Run longestZeroRun(String[] groups) {
        var longest = new Run(0, 0);
        for (int start = 0; start < groups.length; start++) {
            int end = start;
            while (end < groups.length && groups[end].equals("0")) {
                end++;
            }
            if (end - start > longest.length()) {
                longest = new Run(start, end - start);
            }
        }
        return longest;
    }

    private record Run(int start, int length) {}
}
