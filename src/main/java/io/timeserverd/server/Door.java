package io.timeserverd.server;

import java.nio.channels.SocketChannel;

/**
 * The entrance behind a listener: opens or refuses each connection that an {@link Acceptor} has accepted. {@link PublicDoor} is
 * that of all network listeners, {@link ControlDoor} that of the control socket.
 */
interface Door {
    /** The context of the connections behind this door. */
    ConnectionContext context();

    /** How many connections may be accepted in one turn, so that a flood of new ones cannot starve the open ones. */
    int acceptsInATurn();

    /** Opens a connection on {@code channel}, or refuses it and closes it. */
    void accepted(SocketChannel channel);
}
