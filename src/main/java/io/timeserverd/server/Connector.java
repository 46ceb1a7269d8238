package io.timeserverd.server;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** Makes the connections of one kind of listener. */
final class Connector {
    private final Endpoint endpoint;
    private final Queues<Connection> queues;
    private final Function<Peer, Conversation> conversations;

    /**
     * @param conversations makes the conversation with a peer
     */
    Connector(Endpoint endpoint, Queues<Connection> queues, Function<Peer, Conversation> conversations) {
        this.endpoint = endpoint;
        this.queues = queues;
        this.conversations = conversations;
    }

    /** Opens a connection on a channel that the selector does not know. */
    Connection open(SocketChannel channel, Peer peer) {
        return open(channel, null, peer, new Inbox(channel, endpoint.buffer));
    }

    /** Opens a connection on a channel of which the selector knows, and of which something has been read. */
    Connection open(SocketChannel channel, SelectionKey key, Peer peer, Inbox inbox) {
        var connection = new Connection(endpoint, queues, channel, key, peer, conversations.apply(peer), inbox);
        if (key != null) {
            key.attach(connection);
        }
        endpoint.opened(peer);
        connection.open();
        return connection;
    }
}
