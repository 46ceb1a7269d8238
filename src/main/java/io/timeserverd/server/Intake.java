package io.timeserverd.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * What one connection takes in: reads what has arrived into the service's one input buffer, cuts lines and has them
 * answered; holds the rest.
 */
final class Intake {
    /** What is done with the lines. */
    interface Lines {
        /** Whether one more line can be answered now. */
        boolean hasRoom();

        /** Answers the line {@code bytes[from, to)}, which has no line end; false if it has to wait, and all behind it. */
        boolean answer(byte[] bytes, int from, int to);
    }

    /** Reads of one connection in one turn; the selector will say again that there is more. */
    private static final int READ_BOUND = 8;

    private static final byte[] NOTHING = {};

    private final Service service;
    private final SocketChannel channel;
    private final LineBuffer held = new LineBuffer();
    private boolean ended;
    private boolean unread;

    Intake(Service service, SocketChannel channel) {
        this.service = service;
        this.channel = channel;
    }

    /** Begins with {@code bytes[from, to)}. */
    void hold(byte[] bytes, int from, int to) {
        held.keep(bytes, from, to, service.spares);
    }

    /** Reads until nothing more has arrived, or a bound is reached; has whole lines answered on the way. */
    void receive(Lines lines) throws IOException {
        var input = service.input;
        int length = held.copyTo(input);
        unread = true;
        for (int reads = 0; reads < READ_BOUND && unread && lines.hasRoom(); reads++) {
            int room = input.length - length;
            int n = ended ? -1 : service.read(channel, length);
            ended |= n < 0;
            length += Math.max(0, n);
            int used = answerLines(input, length, lines);
            length -= used;
            System.arraycopy(input, used, input, 0, length);
            unread = n >= room || (LineBuffer.hasLine(input, length) && !lines.hasRoom());
        }
        held.keep(input, 0, length, service.spares);
    }

    /** Answers the whole lines in {@code [0, length)} while there is room; returns how many bytes are dealt with. */
    private int answerLines(byte[] input, int length, Lines lines) {
        int from = 0;
        while (from < length && lines.hasRoom()) {
            int end = LineBuffer.lineFeed(input, from, length);
            if (end < 0) {
                return dropIfTooLong(input, from, length, lines);
            }
            if (!held.isSkipping() && !answer(input, from, end, lines)) {
                return from;
            }
            held.skip(false);
            from = end + 1;
        }
        return from;
    }

    /** A line is told as soon as it is too long; its rest is dropped. Returns the bytes that are dealt with. */
    private int dropIfTooLong(byte[] input, int from, int length, Lines lines) {
        if (!held.isSkipping()) {
            if (!LineBuffer.isTooLong(input, from, length)) {
                return from;
            }
            answer(input, from, length, lines);
            held.skip(true);
        }
        return length;
    }

    private static boolean answer(byte[] input, int from, int end, Lines lines) {
        return lines.answer(input, from, LineBuffer.withoutCarriageReturn(input, from, end));
    }

    /** Reads what nobody needs any more; returns whether that was the client's end. */
    boolean discard() throws IOException {
        for (int reads = 0; reads < READ_BOUND; reads++) {
            int n = service.discard(channel);
            if (n < service.input.length) {
                return n < 0;
            }
        }
        return false;
    }

    /** The beginning of a line, or lines for which there was no room: {@code [0, heldLength())} of it. */
    byte[] held() {
        return held.bytes();
    }

    int heldLength() {
        return held.length();
    }

    /** What more than one line takes, in bytes of memory. */
    int storage() {
        return held.storage();
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Whether the rest of a line that was too long is being dropped. */
    boolean isSkipping() {
        return held.isSkipping();
    }

    /** Whether the client has shut its output down. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether the last {@link #receive} may not have found all that has arrived. */
    boolean isUnread() {
        return unread;
    }

    void release() {
        held.keep(NOTHING, 0, 0, service.spares);
    }
}
