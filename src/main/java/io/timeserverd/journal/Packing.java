package io.timeserverd.journal;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The form in which a frame is a block of a sealed segment: its header, then its rows deflated (RFC
 * 1951), which halves them. The checksum is over the deflated bytes, so that nothing damaged is ever
 * inflated. Belongs to one thread.
 */
final class Packing implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final Inflater inflater = new Inflater(true);
    private final byte[] buffer = new byte[Frame.HEADER + 2 * Frame.PAGE];

    /** The block for the frame in {@code frame[0, length)}. */
    byte[] pack(byte[] frame, int length, long segment) {
        System.arraycopy(frame, 0, buffer, 0, Frame.HEADER);
        deflater.reset();
        deflater.setInput(frame, Frame.HEADER, length - Frame.HEADER);
        deflater.finish();
        int packed = deflater.deflate(buffer, Frame.HEADER, buffer.length - Frame.HEADER);
        Frame.putInt(buffer, 0, packed);
        Frame.seal(buffer, 0, segment, Frame.SEALED);
        return Arrays.copyOf(buffer, Frame.HEADER + packed);
    }

    /**
     * The frame of a block; valid until the next call.
     *
     * @throws MalformedException when the block is not as it was written
     */
    byte[] unpack(byte[] block, long segment) throws MalformedException {
        if (!Frame.intact(block, 0, block.length, segment, Frame.SEALED)) {
            throw new MalformedException("checksum of a block is wrong");
        }
        try {
            inflater.reset();
            inflater.setInput(block, Frame.HEADER, block.length - Frame.HEADER);
            int rows = inflater.inflate(buffer, Frame.HEADER, Frame.PAGE);
            System.arraycopy(block, 0, buffer, 0, Frame.HEADER);
            Frame.putInt(buffer, 0, rows);
            return buffer;
        } catch (DataFormatException e) {
            throw new MalformedException("block cannot be inflated", e);
        }
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
