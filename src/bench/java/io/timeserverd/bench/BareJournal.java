package io.timeserverd.bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The least work of a server that must write before it replies: one write and one fdatasync a turn, for all requests of the
 * turn. The file is as long from the start as it will be, and has no holes: no disk's part can be shorter.
 */
final class BareJournal {
    private static final int RECORD = 64;
    private static final int FILE_BYTES = 16 << 20;

    private final FileChannel file;
    private final ByteBuffer records = ByteBuffer.allocateDirect(1024 * RECORD);
    private final List<SocketChannel> asked = new ArrayList<>();
    private long end;

    BareJournal(Path path) throws IOException {
        file = FileChannel.open(path, CREATE_NEW, WRITE);
        file.write(ByteBuffer.allocate(FILE_BYTES), 0);
        file.force(true);
    }

    void append(SocketChannel client, ByteBuffer answer) throws IOException {
        if (asked.size() * RECORD == records.capacity()) {
            commit(answer);
        }
        asked.add(client);
    }

    /** Brings to the disk what was appended, and answers it. */
    void commit(ByteBuffer answer) throws IOException {
        if (asked.isEmpty()) {
            return;
        }
        records.clear().limit(asked.size() * RECORD);
        if (end + records.limit() > FILE_BYTES) {
            end = 0;
        }
        end += file.write(records, end);
        file.force(false);
        for (SocketChannel client : asked) {
            answer(client, answer);
        }
        asked.clear();
    }

    private static void answer(SocketChannel client, ByteBuffer answer) throws IOException {
        try (client) {
            client.write(answer.rewind());
        } catch (IOException e) {
            // The client has gone; the generator counts connections without a reply.
        }
    }
}
