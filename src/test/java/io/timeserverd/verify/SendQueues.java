package io.timeserverd.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory in the kernel for data that a server has sent and its clients have not received yet. */
final class SendQueues {
    /** Fields of a line of {@code /proc/net/tcp} and {@code tcp6}; see proc(5). */
    private static final int LOCAL_ADDRESS = 1;

    private static final int QUEUES = 4;
    private static final int HEX = 16;

    private SendQueues() {}

    /** The bytes in all send queues of the connections to a port of 127.0.0.1, in both of the kernel's lists. */
    static long ofServer(int port) throws IOException {
        return inList("tcp", port) + inList("tcp6", port);
    }

    private static long inList(String name, int port) throws IOException {
        var local = String.format("0100007F:%04X", port);
        return Files.readAllLines(Path.of("/proc/net", name)).stream()
                .map(line -> line.strip().split(" +", -1))
                .filter(fields -> fields[LOCAL_ADDRESS].endsWith(local))
                .mapToLong(fields -> Long.parseLong(fields[QUEUES].split(":", 2)[0], HEX))
                .sum();
    }
}
