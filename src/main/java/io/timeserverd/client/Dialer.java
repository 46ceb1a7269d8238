package io.timeserverd.client;

import io.timeserverd.clock.Ticker;
import io.timeserverd.conf.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.StringJoiner;

/**
 * Finds the server and connects, trying each address of its name in turn.
 *
 * @param timeoutNs how long connecting may take, and then each reply, in nanoseconds; looking up the name counts, but
 *     cannot be interrupted
 */
record Dialer(String host, int port, long timeoutNs, Resolver resolver, Ticker ticker) {

    /** Finds the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * Connects.
     *
     * @throws IOException if no address works; its message gives the reason for each
     */
    Session dial() throws IOException {
        var deadline = new Deadline(ticker, timeoutNs);
        InetAddress[] addresses = addresses();
        var failures = new StringJoiner("; ");
        for (int i = 0; i < addresses.length; i++) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(addresses[i], port), deadline.shareMs(addresses.length - i));
                return new Session(socket, deadline);
            } catch (IOException e) {
                socket.close();
                failures.add(Addresses.text(addresses[i]) + ": " + e.getMessage());
            }
        }
        throw new IOException("cannot reach " + host + " port " + port + ": " + failures);
    }

    private InetAddress[] addresses() throws IOException {
        try {
            return resolver.addresses(host);
        } catch (UnknownHostException e) {
            throw new IOException("unknown host " + host, e);
        }
    }
}
