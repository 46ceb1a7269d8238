package io.timeserverd.http;

import io.timeserverd.clock.Reading;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.Timestamps;
import java.util.Map;

/** Writes the head of a response. */
final class HttpResponse {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(204, "No Content"),
            Map.entry(300, "Multiple Choices"),
            Map.entry(304, "Not Modified"),
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(505, "HTTP Version Not Supported"));

    private final Output out;

    private HttpResponse(Output out) {
        this.out = out;
    }

    /** Begins a head. Its {@code Date} is read from the reference clock. */
    static HttpResponse begin(int status, Reading reading, Output out) {
        out.text("HTTP/1.1 ").number(status).put(' ').text(REASONS.get(status)).text("\r\nDate: ");
        Timestamps.http(reading.epochSecond(), out);
        out.text("\r\n");
        return new HttpResponse(out);
    }

    HttpResponse field(String name, String value) {
        out.text(name).text(": ").text(value).text("\r\n");
        return this;
    }

    HttpResponse field(String name, long value) {
        out.text(name).text(": ").number(value).text("\r\n");
        return this;
    }

    /** Adds the fields of responses that pages of any origin may read, and that must not be cached. */
    HttpResponse uncachedForAllOrigins() {
        field("Cache-Control", "no-store");
        field("Access-Control-Allow-Origin", "*");
        field("Access-Control-Expose-Headers", "Date, X-HTTPSTIME");
        field("X-Content-Type-Options", "nosniff");
        return this;
    }

    /** Adds the field Connection, unless the connection behaves as the client's version of HTTP expects. */
    HttpResponse connection(boolean staysOpen, boolean isHttp11) {
        if (!staysOpen) {
            field("Connection", "close");
        } else if (!isHttp11) {
            field("Connection", "keep-alive");
        }
        return this;
    }

    void end() {
        out.text("\r\n");
    }
}
