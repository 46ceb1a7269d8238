package io.timeserverd.verify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for programs that cannot choose one by themselves. */
final class FreePort {
    private FreePort() {}

    /** A port of TCP that nothing listens on now. */
    static int find() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
