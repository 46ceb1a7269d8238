package io.timeserverd.http;

import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;

/** Writes responses to requests that {@link Routes} does not get. The connection closes after each of them. */
public final class HttpErrors {
    static final String METHODS = "GET, HEAD, OPTIONS";

    private HttpErrors() {}

    /** Refuses input that is not a valid request, or a request that must not be answered. */
    public static void refuse(int status, ErrorCode code, String problem, Exchange exchange, Output out) {
        exchange.begin();
        exchange.failSilently(code);
        var head = HttpResponse.begin(status, exchange.reading, out);
        if (status == 405) {
            head.field("Allow", METHODS);
        }
        refuse(head, code, problem, exchange, out);
    }

    /** Refuses a request over the client's quota, which allows the next one in {@code seconds}. */
    public static void rateLimited(long seconds, String problem, Exchange exchange, Output out) {
        exchange.begin();
        exchange.failSilently(ErrorCode.RATE_LIMITED);
        var head = HttpResponse.begin(status(ErrorCode.RATE_LIMITED), exchange.reading, out);
        head.field("Retry-After", seconds);
        refuse(head, ErrorCode.RATE_LIMITED, problem, exchange, out);
    }

    private static void refuse(HttpResponse head, ErrorCode code, String problem, Exchange exchange, Output out) {
        String line = "ERR " + code.text() + ' ' + problem + '\n';
        head.field("Content-Type", HttpResponse.TEXT)
                .field("Content-Length", line.length())
                .uncachedForAllOrigins()
                .field("Connection", "close")
                .end();
        exchange.replyAt = out.length();
        out.text(line);
    }

    /** The HTTP status for an error of the text language. */
    public static int status(ErrorCode code) {
        return switch (code) {
            case UNKNOWN_PLACE -> 404;
            case AMBIGUOUS -> 300;
            case BAD_REQUEST, BAD_FORMAT, BAD_INSTANT -> 400;
            case TOO_LONG -> 414;
            case TIMEOUT -> 408;
            case RATE_LIMITED -> 429;
            case DENIED -> 403;
            case BUSY, UNSYNCHRONISED, JOURNAL_UNAVAILABLE, SHUTTING_DOWN -> 503;
            case INTERNAL -> 500;
        };
    }
}
