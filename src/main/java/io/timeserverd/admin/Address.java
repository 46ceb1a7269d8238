package io.timeserverd.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a record comes from: with its id, the name that it has among those of all hosts.
 *
 * @param host the name of the host
 * @param instance the name of the instance there, empty for timeserverd.service
 */
record Address(String host, String instance) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** The name of this host, as hostname(1) prints it. */
    static String thisHost() throws Failure {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            throw new Failure(Failure.USAGE, List.of("the name of this host cannot be read; give it with --host"));
        }
    }
}
