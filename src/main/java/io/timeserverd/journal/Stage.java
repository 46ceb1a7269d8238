package io.timeserverd.journal;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * Where frames of a redo file are gathered before they are written. It passes from each segment to the next, with what its
 * {@link FrameWriter} has learnt: to learn a thousand questions anew takes the loop some milliseconds.
 */
final class Stage {
    /** A turn that needs more than this is written in several goes. */
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
