package io.timeserverd.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The header fields that matter here; of all others only the number. */
final class HttpFields {
    private static final int MOST = 100;
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
     * Takes in a field.
     *
     * @param name in small letters
     * @return false when there are too many
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
                // Nothing here depends on it.
            }
        }
        count++;
        return count <= MOST;
    }

    private void connection(String value) {
        for (String option : elements(value)) {
            close |= option.equals("close");
            keepAlive |= option.equals("keep-alive");
        }
    }

    /** RFC 7239: an element of each proxy with pairs, of which {@code for} names the client; a proxy may hide it. */
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

    /** Whether it has nothing in it that a host and a port have not. */
    boolean isHostValid() {
        return host.chars()
                .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || ".-_~:[]%!$&'()*+,;=".indexOf(c) >= 0));
    }

    boolean hasTransferEncoding() {
        return transferEncoding;
    }

    /** Whether there is at most one length, and that is a number. */
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
