package io.timeserverd.http;

import io.timeserverd.http.HttpRequest.Method;
import io.timeserverd.http.HttpRequest.Span;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Parses the head of a request strictly (RFC 9112 sections 2.2, 3, 5, 6). A proxy in front of this server might read an unclear
 * head in another way, and then pass one client's response to another.
 */
public final class HttpParser {
    /** The longest head that is accepted. */
    public static final int MAX_BYTES = 8 * 1024;

    /** The longest request line, and the longest target. */
    static final int MAX_TARGET_BYTES = 2 * 1024;

    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int URI_TOO_LONG = 414;
    private static final int EXPECTATION_FAILED = 417;
    private static final int FIELDS_TOO_LARGE = 431;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    /** Characters of methods and field names besides letters and digits: RFC 9110 section 5.6.2. */
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

    private static final String ABSOLUTE = "http://";

    /** The longest method, and the longest version. */
    private static final int MAX_WORD_BYTES = 32;

    private final byte[] bytes;
    private final int end;
    private int at;

    private HttpParser(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.end = end;
        this.at = from;
    }

    /** The result of parsing. */
    public sealed interface Result {}

    /** More input is needed. */
    public record Incomplete() implements Result {}

    /** Not a request, or one that is not supported. Nothing after it may be read as a request. */
    public record Refused(int status, String problem) implements Result {}

    /** A whole head. */
    public record Complete(HttpRequest request) implements Result {}

    private static final Result INCOMPLETE = new Incomplete();

    /** Ends parsing with {@link Refused}. Has no stack trace, because any client can cause one. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        RefusedException(int status, String problem) {
            super(problem, null, false, false);
            this.status = status;
        }
    }

    /** Parses the input so far, {@code bytes[from, to)}. */
    public static Result parse(byte[] bytes, int from, int to) {
        int begin = to - from >= 2 && bytes[from] == '\r' && bytes[from + 1] == '\n' ? from + 2 : from;
        int headEnd = headEnd(bytes, begin, Math.min(to, begin + MAX_BYTES));
        try {
            if (headEnd >= 0) {
                return new Complete(new HttpParser(bytes, begin, headEnd).request(from));
            }
            checkUnfinished(bytes, begin, to);
            return INCOMPLETE;
        } catch (RefusedException e) {
            return new Refused(e.status, e.getMessage());
        }
    }

    /** The end of the empty line that ends the head, or -1. */
    private static int headEnd(byte[] bytes, int from, int to) {
        for (int i = from; i + 3 < to; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    /** Refuses input that can never become a request before the rest of it has arrived. */
    private static void checkUnfinished(byte[] bytes, int from, int to) throws RefusedException {
        if (to > from && !isToken(bytes[from]) && bytes[from] != '\r') {
            throw new RefusedException(BAD_REQUEST, "this is not HTTP");
        }
        int lineEnd = from;
        while (lineEnd < to && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        if (lineEnd < to && (lineEnd == from || bytes[lineEnd - 1] != '\r')) {
            throw new RefusedException(BAD_REQUEST, "a line must end with CR and LF");
        }
        if (lineEnd - from > MAX_TARGET_BYTES) {
            throw new RefusedException(URI_TOO_LONG, "the request line is too long");
        }
        if (to - from >= MAX_BYTES) {
            throw new RefusedException(FIELDS_TOO_LARGE, "the header fields are too long");
        }
    }

    private HttpRequest request(int from) throws RefusedException {
        Method method = method();
        Span target = target();
        boolean isHttp11 = version();
        var fields = new HttpFields();
        while (bytes[at] != '\r') {
            field(fields);
        }
        expect('\r');
        expect('\n');
        checkFields(fields, isHttp11);
        int pathFrom = pathFrom(target, method);
        var whole = new String(bytes, pathFrom, target.to() - pathFrom, StandardCharsets.UTF_8);
        int mark = whole.indexOf('?');
        return new HttpRequest(
                method,
                new Span(pathFrom, target.to()),
                mark < 0 ? whole : whole.substring(0, mark),
                mark < 0 ? "" : whole.substring(mark + 1),
                fields.isPersistent(isHttp11),
                isHttp11,
                fields.accept(),
                fields.ifNoneMatch(),
                fields.forwarded(),
                fields.forwardedFor(),
                at - from);
    }

    // ---- the request line

    private Method method() throws RefusedException {
        int from = at;
        while (isToken(bytes[at]) && at - from < MAX_WORD_BYTES) {
            at++;
        }
        var name = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
        expect(' ');
        for (Method method : Method.values()) {
            if (method.name().equals(name)) {
                return method;
            }
        }
        if (name.isEmpty()) {
            throw new RefusedException(BAD_REQUEST, "this is not HTTP");
        }
        boolean known = name.matches("POST|PUT|DELETE|PATCH|TRACE|CONNECT");
        throw new RefusedException(known ? METHOD_NOT_ALLOWED : NOT_IMPLEMENTED, "send GET, HEAD or OPTIONS");
    }

    private Span target() throws RefusedException {
        int from = at;
        while (bytes[at] < 0 || (bytes[at] > ' ' && bytes[at] != 0x7f && bytes[at] != '#')) {
            at++;
        }
        if (at - from > MAX_TARGET_BYTES) {
            throw new RefusedException(URI_TOO_LONG, "the request line is too long");
        }
        var target = new Span(from, at);
        expect(' ');
        return target;
    }

    /** Where the path begins: at the target, or within a target of the form {@code http://host/path}. */
    private int pathFrom(Span target, Method method) throws RefusedException {
        int from = target.from();
        boolean isAsterisk = method == Method.OPTIONS && target.to() - from == 1 && bytes[from] == '*';
        if (target.to() > from && (bytes[from] == '/' || isAsterisk)) {
            return from;
        }
        var text = new String(bytes, from, target.to() - from, StandardCharsets.ISO_8859_1);
        int path =
                text.regionMatches(true, 0, ABSOLUTE, 0, ABSOLUTE.length()) ? text.indexOf('/', ABSOLUTE.length()) : -1;
        if (path <= ABSOLUTE.length()) {
            throw new RefusedException(BAD_REQUEST, "the target must begin with a slash");
        }
        return from + path;
    }

    /** Parses the version. Returns whether it is HTTP/1.1 or later. */
    private boolean version() throws RefusedException {
        int from = at;
        while (bytes[at] != '\r' && bytes[at] != '\n' && at - from < MAX_WORD_BYTES) {
            at++;
        }
        var version = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
        if (!VERSION.matcher(version).matches()) {
            throw new RefusedException(BAD_REQUEST, "the request line must end with HTTP/1.1");
        }
        if (!version.startsWith("HTTP/1.")) {
            throw new RefusedException(VERSION_NOT_SUPPORTED, "this server speaks HTTP/1.1");
        }
        expect('\r');
        expect('\n');
        return !version.endsWith("0");
    }

    // ---- header fields

    private void field(HttpFields fields) throws RefusedException {
        int from = at;
        while (isToken(bytes[at])) {
            at++;
        }
        if (at == from || bytes[at] != ':') { // includes folded lines and blanks before the colon
            throw new RefusedException(BAD_REQUEST, "a header field must be a name, a colon and a value");
        }
        String name = new String(bytes, from, at - from, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        at++;
        int valueFrom = at;
        while (bytes[at] < 0 || (bytes[at] >= ' ' && bytes[at] != 0x7f) || bytes[at] == '\t') {
            at++;
        }
        String value = new String(bytes, valueFrom, at - valueFrom, StandardCharsets.ISO_8859_1).strip();
        expect('\r');
        expect('\n');
        if (!fields.add(name, value)) {
            throw new RefusedException(FIELDS_TOO_LARGE, "too many header fields");
        }
    }

    private static void checkFields(HttpFields fields, boolean isHttp11) throws RefusedException {
        if (fields.hosts() > 1 || (isHttp11 && fields.hosts() == 0) || !fields.isHostValid()) {
            throw new RefusedException(BAD_REQUEST, "there must be one valid Host");
        }
        if (fields.hasTransferEncoding() || !fields.isLengthValid()) {
            throw new RefusedException(BAD_REQUEST, "requests with a body are not supported");
        }
        if (fields.hasBody()) {
            throw new RefusedException(CONTENT_TOO_LARGE, "requests with a body are not supported");
        }
        if (fields.hasExpectation()) {
            throw new RefusedException(EXPECTATION_FAILED, "the field Expect is not supported");
        }
    }

    // ---- characters

    private void expect(char c) throws RefusedException {
        if (at >= end || bytes[at] != c) {
            throw new RefusedException(BAD_REQUEST, "this is neither a request line nor a header field of HTTP/1.1");
        }
        at++;
    }

    private static boolean isToken(byte b) {
        int small = b | 0x20;
        return (small >= 'a' && small <= 'z' && b > 0) || (b >= '0' && b <= '9') || TOKEN_MARKS.indexOf(b) >= 0;
    }
}
