package io.timeserverd.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;

/** Sessions that are never idle: each sends its next costly request as soon as it has the reply to the last. */
final class BusySessions implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final CostlyLines lines = new CostlyLines();
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private Iterator<SelectionKey> ready = Collections.emptyIterator();
    private long replies;
    private int lost;

    private static final class Session {
        private final int number;
        private boolean listing;
        private boolean begun;
        private boolean failed;
        private byte last;
        private byte lastButOne;

        Session(int number) {
            this.number = number;
        }

        /** One line; the reply to {@code places} ends with an empty line unless it is an error. */
        boolean isOver() {
            return last == '\n' && (!listing || failed || lastButOne == '\n');
        }
    }

    /**
     * Opens the sessions. They begin with the first {@link #step}.
     *
     * @param addresses of the loopback network, from which equally many sessions come
     */
    BusySessions(int port, int sessions, int addresses) throws IOException {
        for (int i = 0; i < sessions; i++) {
            var channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(address(1 + i % addresses), 0));
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Session(i));
            channel.write(ByteBuffer.wrap("keep\n".getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static InetAddress address(int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) number});
    }

    long replies() {
        return replies;
    }

    /** How many sessions the server has ended. */
    int lost() {
        return lost;
    }

    /** Continues one session, if there is one that has heard something. */
    boolean step() throws IOException {
        if (!ready.hasNext()) {
            selector.selectedKeys().clear();
            selector.selectNow();
            ready = selector.selectedKeys().iterator();
        }
        if (!ready.hasNext()) {
            return false;
        }
        SelectionKey key = ready.next();
        try {
            hear((SocketChannel) key.channel(), (Session) key.attachment());
        } catch (IOException e) {
            key.channel().close();
            lost++;
        }
        return true;
    }

    private void hear(SocketChannel channel, Session session) throws IOException {
        int heard = channel.read(input.clear());
        if (heard < 0) {
            throw new IOException("the server has closed a session");
        }
        for (int i = 0; i < heard; i++) {
            session.lastButOne = session.last;
            session.last = input.get(i);
            if (!session.begun) {
                session.begun = true;
                session.failed = session.last == 'E';
            }
        }
        if (session.begun && session.isOver()) {
            replies++;
            String line = lines.next(session.number);
            session.begun = false;
            session.listing = line.startsWith("places ");
            session.lastButOne = 0;
            session.last = 0;
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
