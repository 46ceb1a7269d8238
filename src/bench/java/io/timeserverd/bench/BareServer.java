package io.timeserverd.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The least that a server in Java does: accept, read, write a constant, close. It understands nothing, bounds nothing and
 * has no deadlines.
 */
final class BareServer {
    private static final ByteBuffer ANSWER =
            ByteBuffer.wrap("2026-11-22 13:38:34\n".getBytes(StandardCharsets.US_ASCII));

    private final ByteBuffer input = ByteBuffer.allocateDirect(16 * 1024);
    private final ByteBuffer answer =
            ByteBuffer.allocateDirect(ANSWER.capacity()).put(ANSWER.duplicate());
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final Selector selector = Selector.open();
    private final boolean lingers;
    private final Optional<BareJournal> journal;

    private BareServer(int port, boolean lingers, Optional<BareJournal> journal) throws IOException {
        this.lingers = lingers;
        this.journal = journal;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024)
                .configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Arguments: the port, and {@code close}; or {@code linger} to wait for the client's end before closing, as the daemon
     * does; or {@code sync} to write each request into a file, whose name follows, before it is answered.
     */
    public static void main(String[] args) throws IOException {
        Descriptors.makeRoom();
        int port = Integer.parseInt(args[0]);
        BareServer server = switch (args[1]) {
            case "close" -> new BareServer(port, false, Optional.empty());
            case "linger" -> new BareServer(port, true, Optional.empty());
            case "sync" -> new BareServer(port, false, Optional.of(new BareJournal(Path.of(args[2]))));
            default -> throw new IllegalArgumentException(args[1]);
        };
        while (true) {
            server.selector.select(server::ready);
            if (server.journal.isPresent()) {
                server.journal.get().commit(server.answer);
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                serve((SocketChannel) key.channel());
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        int heard = channel.read(input.clear());
        if (heard < 0) {
            channel.close();
        } else if (heard > 0) {
            answer(channel);
        }
    }

    private void answer(SocketChannel channel) throws IOException {
        if (journal.isPresent()) {
            journal.get().append(channel, answer);
            return;
        }
        channel.write(answer.rewind());
        if (lingers) {
            channel.shutdownOutput();
        } else {
            channel.close();
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel();
        }
    }
}
