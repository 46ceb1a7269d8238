package io.timeserverd.conf;

import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The host and port of a listener or server.
 *
 * @param host {@code *} for every address of both families, a name, or a numeric address; IPv6 has no brackets here, but may
 *     have a {@code %scope}
 * @param port 0 to 65535; 0 lets the system choose
 */
public record HostPort(String host, int port) {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern SCOPE = Pattern.compile("%[A-Za-z0-9_.-]{1,15}$");
    private static final int MAX_NAME = 253;

    /** Parses {@code host:port}, {@code [::1]:port} or {@code *:port}. */
    public static Parsed<HostPort> parse(String text) {
        return parse(text, OptionalInt.empty());
    }

    /** As {@link #parse(String)}, but the port may be left out. */
    public static Parsed<HostPort> parse(String text, int defaultPort) {
        return parse(text, OptionalInt.of(defaultPort));
    }

    private static Parsed<HostPort> parse(String text, OptionalInt defaultPort) {
        String expected =
                defaultPort.isPresent() ? "host, host:port or [IPv6]:port" : "host:port, [IPv6]:port or *:port";
        int colon = text.startsWith("[") ? text.indexOf("]:") + 1 : text.lastIndexOf(':');
        if (colon <= 0 && defaultPort.isEmpty()) {
            return Parsed.expected(expected, text);
        }
        String host = colon <= 0 ? text : text.substring(0, colon);
        String port = colon <= 0 ? Integer.toString(defaultPort.getAsInt()) : text.substring(colon + 1);
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65535) {
            return Parsed.expected(expected + " with a port from 0 to 65535", text);
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        if (bracketed ? !isIpv6(bare) : !isHost(bare)) {
            return Parsed.expected(expected, text);
        }
        return Parsed.ok(new HostPort(bare, Integer.parseInt(port)));
    }

    private static boolean isIpv6(String text) {
        return text.contains(":")
                && Addresses.numeric(SCOPE.matcher(text).replaceFirst("")).isPresent();
    }

    private static boolean isHost(String text) {
        if (text.equals("*")) {
            return true;
        }
        // The resolver would take 127.1 for 127.0.0.1, so a text that looks like an address must be one.
        if (DIGITS_AND_DOTS.matcher(text).matches()) {
            return Addresses.numeric(text).isPresent();
        }
        return text.length() <= MAX_NAME && isName(text);
    }

    private static boolean isName(String text) {
        for (String label : text.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the host is every address. */
    public boolean isWildcard() {
        return host.equals("*");
    }

    /** The address to bind or to send to. If the host is a name, asks the name service and waits for it. */
    public InetSocketAddress address() {
        return isWildcard() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
