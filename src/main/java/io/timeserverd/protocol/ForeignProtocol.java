package io.timeserverd.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A protocol other than the text language, recognised by the first line of a connection. Such a connection gets one line
 * of error and is closed: what follows the first line, such as headers with passwords in them, is not read as requests.
 *
 * <p>A web page can make its visitor's browser connect to any port and send any path. So no request that a browser can
 * send may pass for text, and no part of it may come back in the reply.
 */
public enum ForeignProtocol {
    /** HTTP and its relatives RTSP, SIP and ICAP, which have the same first line. */
    HTTP("this port speaks no HTTP: send the name of a place, or help"),
    TLS("this port speaks no TLS: connect without it"),
    SSH("this port speaks no SSH"),
    /** Begins with a control character: STUN, RDP, SMB, MQTT and most others. */
    BINARY("this port takes lines of text");

    /** The type of a TLS record that begins a handshake. */
    private static final byte TLS_HANDSHAKE = 0x16;

    /** The first byte of its version, for all versions of TLS. */
    private static final byte TLS_MAJOR = 3;

    private static final byte[] SSH_BANNER = ascii("SSH-");

    private static final byte[][] RELATIVES = {ascii("HTTP"), ascii("RTSP"), ascii("SIP"), ascii("ICAP")};

    private static final byte[] STATUS_LINE = ascii("HTTP/");

    /** What the target of an over-long HTTP request begins with. */
    private static final byte[][] TARGETS = {ascii("/"), ascii("http")};

    /** What a method may contain besides letters and digits: RFC 9110 section 5.6.2. */
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** What a recorded first word may contain besides letters and digits. */
    private static final String RECORDED_MARKS = "-._";

    /** Longer than any method in use; more of a foreign line is not recorded. */
    private static final int LONGEST_WORD = 32;

    private final String problem;

    ForeignProtocol(String problem) {
        this.problem = problem;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The protocol of a connection whose first line is {@code bytes[from, to)}, without its line end. Empty if that is text,
     * or if more must arrive before it can be judged.
     *
     * @param wholeLine whether the line is complete
     */
    public static Optional<ForeignProtocol> of(byte[] bytes, int from, int to, boolean wholeLine) {
        if (from == to) {
            return Optional.empty();
        }
        if (bytes[from] == TLS_HANDSHAKE && !wholeLine && to - from == 1) {
            return Optional.empty();
        }
        if (beginsBinary(bytes[from])) {
            boolean tls = bytes[from] == TLS_HANDSHAKE && to - from > 1 && bytes[from + 1] == TLS_MAJOR;
            return Optional.of(tls ? TLS : BINARY);
        }
        if (startsWith(SSH_BANNER, bytes, from, to)) {
            return Optional.of(SSH);
        }
        boolean http = (wholeLine && isRequestLine(bytes, from, to))
                || (to - from > RequestParser.MAX_BYTES && beginsRequestLine(bytes, from, to));
        return http ? Optional.of(HTTP) : Optional.empty();
    }

    /** The text of the one error that such a connection gets. */
    public String problem() {
        return problem;
    }

    /**
     * How many bytes of the first line {@code bytes[from, to)} may be recorded, however much of it has arrived: the method of
     * HTTP if it is plain, the name of SSH, or nothing. Paths, queries and headers may hold secrets.
     */
    public int keptLength(byte[] bytes, int from, int to) {
        return switch (this) {
            case HTTP -> plainWord(bytes, from, to);
            case SSH -> SSH_BANNER.length - 1;
            case TLS, BINARY -> 0;
        };
    }

    /** Whether {@code request} may be what {@link #keptLength} left of a line. */
    public static boolean mayBeKept(byte[] request) {
        return plainWord(request, 0, request.length) == request.length;
    }

    /** The length of the first word if it is plain, else 0. */
    private static int plainWord(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && isWord(bytes[end], RECORDED_MARKS)) {
            end++;
        }
        boolean word = end == to || isBlank(bytes[end]);
        return word && end - from <= LONGEST_WORD ? end - from : 0;
    }

    /** Whether it is a control character other than a blank or a line end. */
    private static boolean beginsBinary(byte first) {
        boolean control = (first >= 0 && first < ' ') || first == 0x7f;
        return control && first != '\t' && first != '\r' && first != '\n';
    }

    /**
     * Whether it is a request line, which ends with {@code HTTP/1.1}, or a status line, which begins with {@code HTTP/}. What
     * stands before the version does not matter: it may contain marks and commands that are stripped from text.
     */
    private static boolean isRequestLine(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] <= ' ' || bytes[end - 1] == '"' || bytes[end - 1] == '\'')) {
            end--; // bytes beyond ASCII are negative: blanks and quotes of other scripts go, too
        }
        int slash = end;
        while (slash > from && (isDigit(bytes[slash - 1]) || bytes[slash - 1] == '.')) {
            slash--;
        }
        boolean version = slash < end && slash > from && bytes[slash - 1] == '/';
        return (version && endsWithRelative(bytes, from, slash - 1)) || startsWith(STATUS_LINE, bytes, from, to);
    }

    private static boolean endsWithRelative(byte[] bytes, int from, int to) {
        for (byte[] name : RELATIVES) {
            if (to - name.length >= from && startsWith(name, bytes, to - name.length, to)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a method, and a target that begins as most do. */
    private static boolean beginsRequestLine(byte[] bytes, int from, int to) {
        int target = afterMethod(bytes, from, to);
        return target > from && startsWithAny(TARGETS, bytes, target, to);
    }

    /** Where the word after a method begins; {@code from} if there is no method. */
    private static int afterMethod(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && isWord(bytes[end], TOKEN_MARKS)) {
            end++;
        }
        if (end == from || end == to || !isBlank(bytes[end])) {
            return from;
        }
        while (end < to && isBlank(bytes[end])) {
            end++;
        }
        return end;
    }

    private static boolean startsWithAny(byte[][] beginnings, byte[] bytes, int from, int to) {
        for (byte[] beginning : beginnings) {
            if (startsWith(beginning, bytes, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the bytes begin so, in any case. */
    private static boolean startsWith(byte[] beginning, byte[] bytes, int from, int to) {
        if (to - from < beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if (small(bytes[from + i]) != small(beginning[i])) {
                return false;
            }
        }
        return true;
    }

    private static int small(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 'a' - 'A' : b;
    }

    private static boolean isWord(byte b, String marks) {
        int small = small(b);
        return isDigit(b) || (small >= 'a' && small <= 'z') || marks.indexOf(b) >= 0;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
