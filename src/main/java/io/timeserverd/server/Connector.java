package io.timeserverd.server;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** Makes the connections of one kind of listener. */
final class Connector {
    private final ConnectionContext context;
    private final Queues<Connection> queues;
    private final boolean needsHeader;
    private final Function<Peer, Conversation> conversations;

    /**
     * @param needsHeader whether a trusted proxy must send a PROXY header; with HTTP, fields of each request may name the client
     * @param conversations makes a conversation for a peer
     */
    Connector(
            ConnectionContext context,
            Queues<Connection> queues,
            boolean needsHeader,
            Function<Peer, Conversation> conversations) {
        this.context = context;
        this.queues = queues;
        this.needsHeader = needsHeader;
        this.conversations = conversations;
    }

    boolean needsHeader() {
        return needsHeader;
    }

    /** Opens a connection on a new channel. */
    Connection open(SocketChannel channel, Peer peer) {
        Connection connection = connection(channel, peer, new Inbox(channel, context.buffer));
        connection.open(context.loop.register(channel, 0, connection));
        return connection;
    }

    /** Opens a connection on a registered channel, with the input that was read from it. */
    void open(SocketChannel channel, SelectionKey key, Peer peer, Inbox inbox) {
        Connection connection = connection(channel, peer, inbox);
        key.attach(connection);
        connection.open(key);
    }

    private Connection connection(SocketChannel channel, Peer peer, Inbox inbox) {
        context.opened(peer);
        return new Connection(context, queues, channel, peer, conversations.apply(peer), inbox);
    }
}
