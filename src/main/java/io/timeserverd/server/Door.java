package io.timeserverd.server;

import java.nio.channels.SocketChannel;

/** Decides what becomes of the connections that a listener accepts. */
interface Door {
    /** What these connections have in common. */
    Endpoint endpoint();

    /** How many connections may be accepted in one turn, so that a flood of them cannot starve the others. */
    int acceptsInATurn();

    /** Opens a connection on {@code channel}, or refuses it and closes it. */
    void accepted(SocketChannel channel);
}
