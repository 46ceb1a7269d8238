package io.timeserverd.server;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** Makes the connections of one kind of listener. */
final class Connector {
    private final Endpoint endpoint;
    private final Lines<Connection> lines;
    private final Function<Peer, Conversation> conversations;

    /**
     * @param conversations makes the conversation with a peer
     */
    Connector(Endpoint endpoint, Lines<Connection> lines, Function<Peer, Conversation> conversations) {
        this.endpoint = endpoint;
        this.lines = lines;
        this.conversations = conversations;
    }

    /** Opens a connection on a channel that the selector does not know. */
    Connection open(SocketChannel channel, Peer peer) {
        return open(channel, null, peer, new Inbox(channel, endpoint.buffer));
    }

    /** Opens a connection on a channel of which the selector knows, and of which something has been read. */
    Connection open(SocketChannel channel, SelectionKey key, Peer peer, Inbox inbox) {
        var connection = new Connection(endpoint, lines, channel, key, peer, conversations.apply(peer), inbox);
        if (key != null) {
            key.attach(connection);
        }
        endpoint.opened(peer);
        connection.open();
        return connection;
    }
}
