package io.timeserverd.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The door of the control socket: few places, and always one for the operator who comes next. When all are taken the
 * connection goes that has waited longest for input.
 */
final class ControlDoor implements Door {
    static final int PLACES = 16;

    private static final Comparator<Connection> IDLENESS = Comparator.comparing(
                    (Connection each) -> each.state() == Connection.State.READING)
            .thenComparing(Connection::waitedNs);

    private final Endpoint endpoint;
    private final Connector connector;
    private final Peer operator;
    private final List<Connection> connections = new ArrayList<>();

    /**
     * @param operator the account of all that come here; the permissions of the socket's file say who may
     */
    ControlDoor(Endpoint endpoint, Connector connector, Clients.Client operator) {
        this.endpoint = endpoint;
        this.connector = connector;
        this.operator = new Peer(Optional.empty(), 0, operator, false);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    /** So few that connections are served before others can take their places. */
    @Override
    public int acceptsInATurn() {
        return PLACES / 2;
    }

    @Override
    public void accepted(SocketChannel channel) {
        endpoint.counters.accepted++;
        try {
            channel.configureBlocking(false);
        } catch (IOException e) {
            endpoint.counters.failed(Counters.Failed.RESET);
            Endpoint.close(channel);
            return;
        }
        connections.removeIf(each -> each.state() == Connection.State.CLOSED);
        if (connections.size() == PLACES) {
            Connection idlest = Collections.max(connections, IDLENESS);
            idlest.drop();
            connections.remove(idlest);
        }
        connections.add(connector.open(channel, operator));
    }
}
