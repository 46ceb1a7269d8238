package io.timeserverd.timekeeping;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;

/**
 * A connected UDP socket: the kernel chooses its port at random, and drops datagrams from any other address. Receive only
 * one datagram a turn. It counts as arrived when the turn's {@code select} returned, and a second one may have arrived
 * later.
 */
final class Datagrams {
    private final DatagramChannel channel;

    private Datagrams(DatagramChannel channel) {
        this.channel = channel;
    }

    static Datagrams open(EventLoop loop, InetSocketAddress address, EventLoop.Handler handler) throws IOException {
        DatagramChannel channel = openFor(address);
        try {
            channel.configureBlocking(false);
            channel.connect(address);
            loop.register(channel, SelectionKey.OP_READ, handler);
            return new Datagrams(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static DatagramChannel openFor(InetSocketAddress address) throws IOException {
        StandardProtocolFamily family = address.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
        try {
            return DatagramChannel.open(family);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this host has no " + family, e);
        }
    }

    /**
     * Sends one datagram.
     *
     * @throws java.net.PortUnreachableException if an earlier datagram found nothing listening there
     */
    void send(byte[] datagram) throws IOException {
        channel.write(ByteBuffer.wrap(datagram));
    }

    /**
     * Receives one datagram, cut to what {@code buffer} holds, and flips the buffer. The buffer is empty if none has arrived.
     *
     * @throws java.net.PortUnreachableException if an earlier datagram found nothing listening there
     */
    void receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        channel.read(buffer);
        buffer.flip();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) { // the descriptor is released nevertheless
            Log.debug("close-failed", "reason", String.valueOf(e.getMessage()));
        }
    }
}
