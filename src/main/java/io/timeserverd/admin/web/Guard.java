package io.timeserverd.admin.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Decides which requests may be answered. The token proves that the asker could read what {@code timeserver-admin} printed;
 * the host name, that no foreign name was made to point here (DNS rebinding); the origin, that no page of another site asks.
 */
final class Guard {
    private static final int TOKEN_BYTES = 24;
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    /** What a browser says when the request comes from a page of this server, or from its user (Fetch Metadata). */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final String token;
    private final Set<String> hosts;
    private final String cookie;

    /**
     * @param hosts by which this server is known, lower case, IPv6 addresses in brackets; any port, since it may be reached
     *     through a tunnel
     * @param port of the server, for the name of the cookie: cookies are not kept apart by port
     */
    Guard(String token, Set<String> hosts, int port) {
        this.token = token;
        this.hosts = hosts;
        this.cookie = "timeserver-console-" + port;
    }

    static String newToken() {
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * What is wrong with where a request comes from, its token aside; empty when it may be answered.
     *
     * @param header gives the values of a header field
     */
    Optional<String> problem(Function<String, List<String>> header) {
        List<String> host = header.apply("Host");
        if (host.size() != 1
                || !hosts.contains(PORT.matcher(host.get(0)).replaceFirst("").toLowerCase(Locale.ROOT))) {
            return Optional.of("this server has another name");
        }
        for (String site : header.apply("Sec-Fetch-Site")) {
            if (!OWN_SITES.contains(site)) {
                return Optional.of("another site led here; put the address into the address bar yourself");
            }
        }
        for (String origin : header.apply("Origin")) {
            if (!origin.equals("http://" + host.get(0))) {
                return Optional.of("a page of another site asks");
            }
        }
        return Optional.empty();
    }

    /** Whether this is the token. Takes as long whatever it is. */
    boolean isToken(String text) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether one of the cookies is the token. */
    boolean hasToken(List<String> cookies) {
        return cookies.stream()
                .flatMap(field -> Pattern.compile("; *").splitAsStream(field))
                .filter(each -> each.startsWith(cookie + "="))
                .anyMatch(each -> isToken(each.substring(cookie.length() + 1)));
    }

    /** The field that makes the token a cookie, out of reach of scripts and of other sites. */
    String setCookie() {
        return cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
    }
}
