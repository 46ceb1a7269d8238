package io.timeserverd.http;

import java.util.List;

/**
 * The head of a request.
 *
 * @param method the one that was sent
 * @param target where it stands among the bytes it was parsed from
 * @param path the path as it was sent, beginning with a slash, or {@code *}
 * @param query what stands behind the question mark as it was sent, or empty
 * @param persistent whether the client would like to go on after the answer
 * @param isHttp11 whether it speaks HTTP/1.1, and no older version
 * @param accept the field Accept, or empty
 * @param ifNoneMatch the field If-None-Match, or empty
 * @param forwarded the clients that proxies name in the field Forwarded, as the field spells them, in its order: the nearest
 *     to this server is the last
 * @param forwardedFor the same of the field X-Forwarded-For
 * @param length of the head in bytes, with what ends it
 */
public record HttpRequest(
        Method method,
        Span target,
        String path,
        String query,
        boolean persistent,
        boolean isHttp11,
        String accept,
        String ifNoneMatch,
        List<String> forwarded,
        List<String> forwardedFor,
        int length) {

    /** Methods that are answered. */
    public enum Method {
        GET,
        HEAD,
        OPTIONS
    }

    /** Bytes {@code [from, to)}. */
    public record Span(int from, int to) {}
}
