package io.timeserverd.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The door of the control socket. It keeps few connections open, and always has room for the next operator: when it is full
 * it closes the connection that has waited longest for input.
 */
final class ControlDoor implements Door {
    static final int MAX_CONNECTIONS = 16;

    private static final Comparator<Connection> IDLENESS = Comparator.comparing(
                    (Connection each) -> each.state() == Connection.State.READING)
            .thenComparing(Connection::waitedNs);

    private final ConnectionContext context;
    private final Connector connector;
    private final Peer operator;
    private final List<Connection> connections = new ArrayList<>();

    /**
     * @param operator the account of all connections here; access is controlled by the permissions of the socket's file
     */
    ControlDoor(ConnectionContext context, Connector connector, Clients.Client operator) {
        this.context = context;
        this.connector = connector;
        this.operator = new Peer(Optional.empty(), 0, operator, false);
    }

    @Override
    public ConnectionContext context() {
        return context;
    }

    /** So few that a connection is served before new ones can displace it. */
    @Override
    public int acceptsInATurn() {
        return MAX_CONNECTIONS / 2;
    }

    @Override
    public void accepted(SocketChannel channel) {
        context.counters.accepted++;
        try {
            channel.configureBlocking(false);
        } catch (IOException e) {
            context.counters.failed(Counters.Failed.RESET);
            ConnectionContext.close(channel);
            return;
        }
        connections.removeIf(each -> each.state() == Connection.State.CLOSED);
        if (connections.size() == MAX_CONNECTIONS) {
            Connection idlest = Collections.max(connections, IDLENESS);
            idlest.drop();
            connections.remove(idlest);
        }
        connections.add(connector.open(channel, operator));
    }
}
