package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client of {@link ServerFixture}: nonblocking, it turns the server's loop while it waits. */
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

    /** Makes the buffer of what the client does not read as small as it can be. */
    void readNothing() throws IOException {
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

    /** Takes what has arrived, without turning. A reset fails the test. */
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

    /** Everything up to the server's close. */
    String readToEnd() {
        fixture.until(this::hasEnded);
        return received();
    }

    /** Turns until {@code text} is the end of what was received. */
    String readUntil(String text) {
        fixture.until(() -> received().endsWith(text));
        return received();
    }

    /** Turns for a while and makes sure that the connection is still open. */
    void staysOpen() {
        fixture.settle();
        assertTrue(!hasEnded(), () -> "closed after: " + received());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
