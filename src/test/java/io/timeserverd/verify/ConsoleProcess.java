package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A running {@code timeserver-admin web} of the image, on a free port. */
final class ConsoleProcess implements AutoCloseable {
    private final Process process;
    private final String address;

    private ConsoleProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it with the directory of a {@link DaemonProcess#command}. */
    static ConsoleProcess start(Path directory) throws IOException {
        Process process = Programs.builder(Programs.admin(directory, "web", "--listen", "127.0.0.1:0"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String address = out.readLine();
        return address == null ? fail("the console does not start") : new ConsoleProcess(process, address);
    }

    /** Its address with the token. */
    String entry() {
        return address;
    }

    /** Its address without the token, followed by {@code rest}. */
    String at(String rest) {
        return address.replaceFirst("\\?token=.*", "") + rest;
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
