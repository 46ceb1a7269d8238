package io.timeserverd.admin.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the page, from the resources of the program. */
final class Assets {
    /** The page itself, which refers to the other files. */
    static final String INDEX = "index.html";

    private static final List<String> FILES = List.of(
            INDEX,
            "console.js",
            "dom.js",
            "filters.js",
            "overview.js",
            "plot.js",
            "records.js",
            "server.js",
            "status.js",
            "style.css",
            "view.js",
            "words.js");

    /** Shared with the page of the daemon, so that both look alike. */
    private static final List<String> SHARED = List.of("icon.svg", "palette.css");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, byte[]> files = new HashMap<>();

    Assets() {
        FILES.forEach(name -> files.put(name, load("page/" + name)));
        SHARED.forEach(name -> files.put(name, load("/io/timeserverd/http/page/" + name)));
    }

    private static byte[] load(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<byte[]> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    static String type(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }
}
