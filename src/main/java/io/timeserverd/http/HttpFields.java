package io.timeserverd.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The header fields of a request that matter here. All others are only counted. */
final class HttpFields {
    private static final int MAX_FIELDS = 100;
    private static final String FOR = "for=";

    private int count;
    private int hosts;
    private String host = "";
    private int lengths;
    private String length = "0";
    private boolean transferEncoding;
    private boolean expectation;
    private boolean close;
    private boolean keepAlive;
    private String accept = "";
    private String ifNoneMatch = "";
    private final List<String> forwarded = new ArrayList<>();
    private final List<String> forwardedFor = new ArrayList<>();

    /**
     * Adds a field.
     *
     * @param name in lower case
     * @return false if there are too many fields
     */
    boolean add(String name, String value) {
        switch (name) {
            case "host" -> {
                hosts++;
                host = value;
            }
            case "content-length" -> {
                lengths++;
                length = value;
            }
            case "transfer-encoding" -> transferEncoding = true;
            case "expect" -> expectation = true;
            case "connection" -> connection(value.toLowerCase(Locale.ROOT));
            case "accept" -> accept = accept.isEmpty() ? value : accept + ", " + value;
            case "if-none-match" -> ifNoneMatch = value;
            case "forwarded" -> forwarded(value);
            case "x-forwarded-for" -> forwardedFor.addAll(elements(value));
            default -> {
                // other fields do not matter
            }
        }
        count++;
        return count <= MAX_FIELDS;
    }

    private void connection(String value) {
        for (String option : elements(value)) {
            close |= option.equals("close");
            keepAlive |= option.equals("keep-alive");
        }
    }

    /** RFC 7239: one element for each proxy. Its pair {@code for} names the client, and may be missing. */
    private void forwarded(String value) {
        for (String element : elements(value)) {
            String client = "unknown";
            for (String pair : element.split(";", -1)) {
                String plain = pair.strip();
                if (plain.regionMatches(true, 0, FOR, 0, FOR.length())) {
                    client = plain.substring(FOR.length()).replace("\"", "");
                }
            }
            forwarded.add(client);
        }
    }

    private static List<String> elements(String value) {
        var elements = new ArrayList<String>();
        for (String element : value.split(",", -1)) {
            String plain = element.strip();
            if (!plain.isEmpty()) {
                elements.add(plain);
            }
        }
        return elements;
    }

    int hosts() {
        return hosts;
    }

    /** Whether the host has only characters that a host and a port may have. */
    boolean isHostValid() {
        return host.chars()
                .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || ".-_~:[]%!$&'()*+,;=".indexOf(c) >= 0));
    }

    boolean hasTransferEncoding() {
        return transferEncoding;
    }

    /** Whether there is at most one length, and it is a number. */
    boolean isLengthValid() {
        return lengths <= 1 && !length.isEmpty() && length.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    boolean hasBody() {
        return length.chars().anyMatch(c -> c != '0');
    }

    boolean hasExpectation() {
        return expectation;
    }

    boolean isPersistent(boolean isHttp11) {
        return !close && (isHttp11 || keepAlive);
    }

    String accept() {
        return accept;
    }

    String ifNoneMatch() {
        return ifNoneMatch;
    }

    List<String> forwarded() {
        return List.copyOf(forwarded);
    }

    List<String> forwardedFor() {
        return List.copyOf(forwardedFor);
    }
}
