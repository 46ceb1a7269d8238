package io.timeserverd.server;

import java.nio.channels.SocketChannel;

/** Decides what becomes of the connections that a listener accepts. */
interface Door {
    /** What these connections have in common. */
    Endpoint endpoint();

    /** Opens a connection on {@code channel}, or refuses it and closes it. */
    void accepted(SocketChannel channel);
}
