package io.timeserverd.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Sessions that always have more of the longest replies outstanding than they have read, until they stop reading. */
final class ListReaders {
    private static final byte[] QUESTIONS =
            ("zones\nplaces a\n" + "help\n".repeat(20)).repeat(50).getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer received = ByteBuffer.allocate(256 * 1024);

    /** Adds a session. */
    void begin(Selector selector, SocketChannel channel) throws IOException {
        channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE, ByteBuffer.wrap(QUESTIONS));
    }

    /** Makes the sessions stop reading. They send requests as long as the socket accepts any. */
    static void stopReading(Selector selector) {
        selector.keys().forEach(key -> key.interestOps(SelectionKey.OP_WRITE));
        selector.wakeup();
    }

    /** Reads all input, and sends as many requests as the socket accepts. */
    void next(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        if (key.isReadable() && channel.read(received.clear()) < 0) {
            channel.close();
            return;
        }
        var questions = (ByteBuffer) key.attachment();
        channel.write(questions);
        if (!questions.hasRemaining()) {
            questions.rewind();
        }
    }
}
