package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.ClientDetail;
import java.nio.ByteBuffer;

/**
 * The buffer in which frames of a redo log are gathered before they are written. With its writer it takes half a
 * megabyte, which segments that have ended must not keep until they are closed: each segment passes it on to the next.
 */
final class FrameBuffer {
    /** A turn with more bytes than this takes several writes. */
    static final int BYTES = 4 * Frame.PAGE;

    final FrameWriter writer;
    final byte[] bytes = new byte[BYTES];

    /** The same bytes as a buffer for channels. */
    final ByteBuffer view = ByteBuffer.wrap(bytes);

    /** @param detail how much of a client's address may be stored */
    FrameBuffer(ClientDetail detail) {
        writer = new FrameWriter(detail);
    }
}
