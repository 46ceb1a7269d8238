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
 * Decides which requests may be answered. The token proves that the user could read the output of {@code timeserver-admin}. The
 * host name shows that no foreign name was made to point to this server (DNS rebinding). The origin shows that the request does
 * not come from a page of another site.
 */
final class Guard {
    private static final int TOKEN_BYTES = 24;
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    /** The values of Sec-Fetch-Site for requests from pages of this server and from the address bar (Fetch Metadata). */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final String token;
    private final Set<String> hosts;
    private final String cookie;

    /**
     * @param hosts the names of this server in lower case, IPv6 addresses in brackets. A request may name any port, since it may
     *     come through a tunnel
     * @param port of the server; it is in the name of the cookie, because browsers do not separate cookies by port
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
     * Why the origin of a request forbids a reply; empty if nothing does. The token is not checked here.
     *
     * @param header returns the values of a header field
     */
    Optional<String> problem(Function<String, List<String>> header) {
        List<String> host = header.apply("Host");
        if (host.size() != 1
                || !hosts.contains(PORT.matcher(host.get(0)).replaceFirst("").toLowerCase(Locale.ROOT))) {
            return Optional.of("the host name of this address is not one of this server");
        }
        for (String site : header.apply("Sec-Fetch-Site")) {
            if (!OWN_SITES.contains(site)) {
                return Optional.of("another site sent you here; type the address into the address bar instead");
            }
        }
        for (String origin : header.apply("Origin")) {
            if (!origin.equals("http://" + host.get(0))) {
                return Optional.of("the request comes from a page of another site");
            }
        }
        return Optional.empty();
    }

    /** Whether this is the token. Takes the same time for every text. */
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

    /** The value of Set-Cookie that stores the token where scripts and other sites cannot read it. */
    String setCookie() {
        return cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
    }
}
