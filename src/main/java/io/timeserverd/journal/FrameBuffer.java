package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.ClientDetail;
import java.nio.ByteBuffer;

/**
 * Where frames of a redo log are gathered before they are written. Each segment hands it on to the next: half a megabyte,
 * which segments that wait to be closed must not hold.
 */
final class FrameBuffer {
    /** A turn that needs more than this takes several writes. */
    static final int BYTES = 4 * Frame.PAGE;

    final FrameWriter writer;
    final byte[] bytes = new byte[BYTES];

    /** Of {@link #bytes}. */
    final ByteBuffer view = ByteBuffer.wrap(bytes);

    /**
     * @param detail what of a client may be stored
     */
    FrameBuffer(ClientDetail detail) {
        writer = new FrameWriter(detail);
    }
}
