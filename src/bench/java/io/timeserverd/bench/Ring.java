package io.timeserverd.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * So many connections of one request each at a time, every one of them replaced when it is done, for the most that a server
 * can do. One thread waits for the oldest: that takes half of the processor time that a selector takes, so that the server's
 * core is used up before the generator's. It cannot tell when an answer came; {@link OneShots} can.
 */
final class Ring implements AutoCloseable {
    private final InetSocketAddress server;
    private final Dialogue dialogue;
    private final ByteBuffer input = ByteBuffer.allocateDirect(16 * 1024);
    private final ByteBuffer[] requests;
    private final SocketChannel[] open;
    private int oldest;
    private int nextRequest;

    Ring(int port, Dialogue dialogue, int clients) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.dialogue = dialogue;
        requests = dialogue.buffers();
        open = new SocketChannel[clients];
    }

    /** How many connections were done. */
    long run(long durationNs) throws IOException {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - start < durationNs) {
            if (open[oldest] != null) {
                finish(open[oldest]);
                done++;
            }
            open[oldest] = begin();
            oldest = (oldest + 1) % open.length;
        }
        return done;
    }

    private SocketChannel begin() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.INET);
        if (!dialogue.serverCloses()) { // else the client's ports would be used up
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        channel.connect(server);
        if (requests[nextRequest].capacity() > 0) {
            channel.write(requests[nextRequest].rewind());
        }
        nextRequest = (nextRequest + 1) % requests.length;
        return channel;
    }

    private void finish(SocketChannel channel) throws IOException {
        int heard = channel.read(input.clear());
        if (heard < 0 || Dialogue.isError(input)) {
            throw new IOException("a connection to port " + server.getPort() + " ended without an answer");
        }
        while (dialogue.serverCloses() && heard >= 0) {
            heard = channel.read(input.clear());
        }
        channel.close();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : open) {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
