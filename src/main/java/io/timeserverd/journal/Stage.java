package io.timeserverd.journal;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * Where frames of a redo file are gathered before they are written. Each segment hands it on to the next: half a megabyte,
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
     * @param visible what of a client's address may be stored
     */
    Stage(UnaryOperator<byte[]> visible) {
        frames = new FrameWriter(visible);
    }
}
