package io.timeserverd.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control socket in {@code directory} that sends the same reply to every client. */
final class FakeControl implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Thread thread;
    private final String answer;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    FakeControl(Path directory, String answer) throws IOException {
        this.answer = answer;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("control.sock")));
        thread = new Thread(this::serve, "fake control socket");
        thread.start();
    }

    /** The requests that came, complete up to the end of the stream. */
    List<String> asked() {
        return asked;
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel peer = server.accept()) {
                    var request = ByteBuffer.allocate(1024);
                    while (peer.read(request) >= 0) {
                        // reads to the end of the stream
                    }
                    asked.add(new String(request.array(), 0, request.position(), StandardCharsets.UTF_8));
                    peer.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (ClosedChannelException e) {
            // The test is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
