package io.timeserverd.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes paths and queries: RFC 3986 section 2.1. */
final class UriDecoder {
    private UriDecoder() {}

    /** Decodes percent escapes. Invalid escapes stay as they are. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length && bytes[i] == '%' ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /**
     * The decoded value of a parameter, or an empty text if it has no value. The first one counts. As in forms, a plus means a
     * blank.
     */
    static Optional<String> parameter(String query, String name) {
        int from = 0;
        while (from < query.length()) {
            int end = query.indexOf('&', from);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', from);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (query.substring(from, nameEnd).equals(name)) {
                return Optional.of(
                        decode(query.substring(Math.min(nameEnd + 1, end), end).replace('+', ' ')));
            }
            from = end + 1;
        }
        return Optional.empty();
    }
}
