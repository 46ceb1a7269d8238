package io.timeserverd.server;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The other end of a connection.
 *
 * @param address none for the control socket
 * @param client its account; behind a proxy, that of the client for which the proxy is connected
 */
record Peer(Optional<InetAddress> address, Clients.Client client) {}
