package io.timeserverd.journal;

import io.timeserverd.journal.JournalOptions.ClientDetail;
import java.nio.ByteBuffer;

/**
 * Where frames of a redo log are gathered before they are written. Each segment hands it on to the next: half a megabyte,
 * which segments that wait to be closed must not hold.
 */
final class Stage {
    /** A turn that needs more than this takes several writes. */
    static final int BYTES = 4 * Frame.PAGE;

    final FrameWriter frames;
    final byte[] bytes = new byte[BYTES];

    /** Of {@link #bytes}. */
    final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /**
     * @param detail what of a client may be stored
     */
    Stage(ClientDetail detail) {
        frames = new FrameWriter(detail);
    }
}
