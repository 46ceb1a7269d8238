package io.timeserverd.http;

import java.util.List;

/**
 * The head of a request.
 *
 * @param method the method
 * @param target the position of path and query in the bytes that were parsed
 * @param path the path, not decoded, beginning with a slash; or {@code *}
 * @param query the text after the question mark, not decoded; or empty
 * @param persistent whether the client wants to keep the connection open after the response
 * @param isHttp11 whether the client speaks HTTP/1.1, not an older version
 * @param accept the field Accept, or empty
 * @param ifNoneMatch the field If-None-Match, or empty
 * @param forwarded the clients that proxies name in the field Forwarded, in its spelling and order: the last one is nearest to
 *     this server
 * @param forwardedFor the clients in the field X-Forwarded-For, likewise
 * @param length the length of the head in bytes, including the empty line
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

    /** The supported methods. */
    public enum Method {
        GET,
        HEAD,
        OPTIONS
    }

    /** The bytes {@code [from, to)}. */
    public record Span(int from, int to) {}
}
