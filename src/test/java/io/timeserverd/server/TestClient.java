package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A nonblocking client of {@link ServerFixture}. It turns the server's loop while it waits. */
final class TestClient implements AutoCloseable {
    private final ServerFixture fixture;
    private final SocketChannel channel = SocketChannel.open();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private boolean ended;

    /**
     * Connects.
     *
     * @param address the client's own, on the loopback interface
     */
    TestClient(ServerFixture fixture, InetSocketAddress server, String address) throws IOException {
        this.fixture = fixture;
        channel.bind(new InetSocketAddress(address, 0));
        channel.connect(server);
        channel.configureBlocking(false);
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends everything, turning while the server does not take it. */
    void send(byte[] bytes) {
        var rest = ByteBuffer.wrap(bytes);
        fixture.until(() -> {
            try {
                channel.write(rest);
                return !rest.hasRemaining();
            } catch (IOException e) {
                throw new AssertionError("the server reset the connection", e);
            }
        });
    }

    /** Makes the receive buffer as small as possible, for a client that does not read. */
    void shrinkReceiveBuffer() throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1);
    }

    /** Sends what the socket takes now; returns how much. */
    int sendSome(byte[] bytes) throws IOException {
        return channel.write(ByteBuffer.wrap(bytes));
    }

    void halfClose() throws IOException {
        channel.shutdownOutput();
    }

    /** Closes with a reset. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    /** Reads without turning. A reset fails the test. */
    void receive() {
        try {
            int n;
            while (!ended && (n = channel.read(buffer.clear())) != 0) {
                ended = n < 0;
                received.write(buffer.array(), 0, Math.max(0, n));
            }
        } catch (IOException e) {
            throw new AssertionError("the server reset the connection", e);
        }
    }

    String received() {
        receive();
        return received.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        receive();
        return received.toByteArray();
    }

    boolean hasEnded() {
        receive();
        return ended;
    }

    /** Reads until the server closes. Returns everything received. */
    String readToEnd() {
        fixture.until(this::hasEnded);
        return received();
    }

    /** Reads until the received text ends with {@code text}. Returns everything received. */
    String readUntil(String text) {
        fixture.until(() -> received().endsWith(text));
        return received();
    }

    /** Turns for a while and checks that the connection is still open. */
    void assertStaysOpen() {
        fixture.settle();
        assertTrue(!hasEnded(), () -> "closed after: " + received());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
