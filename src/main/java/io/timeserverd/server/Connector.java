package io.timeserverd.server;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** Makes the connections of one kind of listener. */
final class Connector {
    private final Endpoint endpoint;
    private final Queues<Connection> queues;
    private final boolean needsHeader;
    private final Function<Peer, Conversation> conversations;

    /**
     * @param needsHeader whether a proxy must say for which client it is connected; with HTTP each request may
     * @param conversations makes the conversation with a peer
     */
    Connector(
            Endpoint endpoint,
            Queues<Connection> queues,
            boolean needsHeader,
            Function<Peer, Conversation> conversations) {
        this.endpoint = endpoint;
        this.queues = queues;
        this.needsHeader = needsHeader;
        this.conversations = conversations;
    }

    boolean needsHeader() {
        return needsHeader;
    }

    /** Opens a connection on a new channel. */
    Connection open(SocketChannel channel, Peer peer) {
        Connection connection = connection(channel, peer, new Inbox(channel, endpoint.buffer));
        connection.open(endpoint.loop.register(channel, 0, connection));
        return connection;
    }

    /** Opens a connection on a channel that has a key already, and of which something has been read. */
    void open(SocketChannel channel, SelectionKey key, Peer peer, Inbox inbox) {
        Connection connection = connection(channel, peer, inbox);
        key.attach(connection);
        connection.open(key);
    }

    private Connection connection(SocketChannel channel, Peer peer, Inbox inbox) {
        endpoint.opened(peer);
        return new Connection(endpoint, queues, channel, peer, conversations.apply(peer), inbox);
    }
}
