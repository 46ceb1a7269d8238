package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server of TLS on {@code localhost} shows to its clients, which are to trust it.
 *
 * @param key the private one
 */
record Certificate(Path file, Path key) {
    /** Makes one in a directory; it is valid for two days. */
    static Certificate make(Path directory) throws IOException, InterruptedException {
        var file = directory.resolve("certificate");
        var key = directory.resolve("key");
        var command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost -keyout KEY -out CRT";
        var words = List.of(command.replace("KEY", key.toString())
                .replace("CRT", file.toString())
                .split(" "));
        var made = Programs.run("openssl", words, "", Programs.Stdin.ENDS);
        assertEquals(0, made.status(), made::toString);
        return new Certificate(file, key);
    }
}
