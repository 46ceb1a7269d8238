package io.timeserverd.http;

import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the web page, loaded from the program. */
final class Page {
    /** The document; it refers to all other files. */
    static final String INDEX = "index.html";

    private static final List<String> FILES = List.of(
            INDEX,
            "answers.js",
            "clock.js",
            "computer.js",
            "dom.js",
            "icon.svg",
            "measure.js",
            "page.js",
            "palette.css",
            "pins.js",
            "place.js",
            "search.js",
            "server.js",
            "style.css",
            "words.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** Allows only content from this server, and no frame around the page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final int TAG_DIGITS = 16;

    /**
     * A file of the page.
     *
     * @param tag the entity tag, with quotes
     */
    record File(Output content, String type, String tag) {}

    private final Map<String, File> files = new HashMap<>();

    Page() {
        for (String name : FILES) {
            files.put(name, load(name));
        }
    }

    private static File load(String name) {
        try (InputStream in = Page.class.getResourceAsStream("page/" + name)) {
            byte[] bytes = in.readAllBytes();
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, TAG_DIGITS);
            return new File(
                    new Output().put(bytes), TYPES.get(name.substring(name.lastIndexOf('.') + 1)), '"' + digest + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<File> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** Writes the fields that all files have. */
    static void fields(File file, HttpResponse head) {
        head.field("Content-Type", file.type)
                .field("ETag", file.tag)
                .field("Cache-Control", "no-cache")
                .field("Content-Security-Policy", POLICY)
                .field("Referrer-Policy", "no-referrer")
                .field("X-Content-Type-Options", "nosniff");
    }

    /** Whether the client has this version already: RFC 9110 section 13.1.2. */
    static boolean isKnown(File file, String ifNoneMatch) {
        return ifNoneMatch.equals("*") || ifNoneMatch.contains(file.tag);
    }
}
