package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The certificate of a TLS server on {@code localhost}, which its clients trust.
 *
 * @param key the private key
 */
record Certificate(Path file, Path key) {
    /** Makes a certificate in a directory; it is valid for two days. */
    static Certificate make(Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve("certificate");
        Path key = directory.resolve("key");
        String command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost -keyout KEY -out CRT";
        var words = List.of(command.replace("KEY", key.toString())
                .replace("CRT", file.toString())
                .split(" "));
        Programs.Result made = Programs.run("openssl", words, "", Programs.Stdin.ENDS);
        assertEquals(0, made.status(), made::toString);
        return new Certificate(file, key);
    }
}
