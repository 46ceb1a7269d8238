package io.timeserverd.server;

import io.timeserverd.protocol.RequestParser;
import io.timeserverd.protocol.TelnetFilter;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * What has arrived on one connection and is not answered yet, and where the next line in it ends.
 *
 * <pre>
 *     open -> nextLine, fill, nextLine ... -> close
 *     `------ one share of a turn ---------------'
 * </pre>
 *
 * <p>While it is open its bytes stand in the {@link ReadBuffer} that all connections share; between two shares it keeps what
 * is left in an array of its own, of exactly that length. On an idle connection it keeps nothing.
 */
final class Inbox {
    private static final byte[] NOTHING = {};

    /** What another read would find. */
    private enum Supply {
        /** Not known. */
        UNKNOWN,
        /** Nothing now. */
        DRAINED,
        /** Nothing any more: the client has shut its output down. */
        ENDED
    }

    private final SocketChannel channel;
    private final ReadBuffer buffer;
    private byte[] kept = NOTHING;

    /** While open: {@code buffer.bytes[from, to)} is not answered yet. */
    private int from;

    private int to;

    /** The line taken last, without its end, and where it began. */
    private int lineFrom;

    private int lineTo;

    private Supply supply = Supply.UNKNOWN;

    /** Whether input up to the end of a line that was too long is dropped. */
    private boolean skipping;

    private Optional<TelnetFilter> telnet = Optional.empty();

    Inbox(SocketChannel channel, ReadBuffer buffer) {
        this.channel = channel;
        this.buffer = buffer;
    }

    /** Begins a share: brings what was kept into the shared buffer. */
    void open() {
        System.arraycopy(kept, 0, buffer.bytes, 0, kept.length);
        from = 0;
        to = kept.length;
        supply = supply == Supply.ENDED ? Supply.ENDED : Supply.UNKNOWN;
    }

    /** Ends a share: keeps what is left. */
    void close() {
        kept = from == to ? NOTHING : Arrays.copyOfRange(buffer.bytes, from, to);
        from = 0;
        to = 0;
    }

    /** Reads once, unless it is known that nothing would be found; returns whether it did read. */
    boolean fill() throws IOException {
        if (supply != Supply.UNKNOWN) {
            return false;
        }
        System.arraycopy(buffer.bytes, from, buffer.bytes, 0, to - from);
        to -= from;
        from = 0;
        int room = ReadBuffer.BYTES - to;
        int n = buffer.read(channel, to);
        if (n < 0) {
            supply = Supply.ENDED;
        } else {
            supply = n < room ? Supply.DRAINED : Supply.UNKNOWN;
            arrived(n);
        }
        return true;
    }

    private void arrived(int n) {
        int begin = to;
        to += n;
        if (telnet.isPresent() && !(telnet.get().isBetweenCommands() && indexOf(TelnetFilter.IAC, begin) < 0)) {
            to = telnet.get().filter(buffer.bytes, begin, to);
        }
    }

    /** Removes the commands of Telnet from what is here and from all that arrives. */
    void stripTelnet() {
        var filter = new TelnetFilter();
        telnet = Optional.of(filter);
        to = filter.filter(buffer.bytes, from, to);
    }

    /**
     * Takes the next line, if a whole one is here; it stands in {@code bytes()[lineFrom(), lineTo())}. The beginning of a line
     * that is already too long is a line too: its rest will be dropped.
     */
    boolean nextLine() {
        while (true) {
            int end = firstLineEnd();
            if (end < 0 && (skipping || !isTooLong())) {
                from = skipping ? to : from;
                return false;
            }
            lineFrom = from;
            lineTo = withoutCarriageReturn(end < 0 ? to : end);
            from = end < 0 ? to : end + 1;
            boolean dropped = skipping;
            skipping = end < 0;
            if (!dropped) {
                return true;
            }
        }
    }

    /** Takes all that is here as a line: the half-close ends it. */
    void takeRest() {
        lineFrom = from;
        lineTo = withoutCarriageReturn(to);
        from = to;
    }

    /** Puts the line taken last back, to be taken again. */
    void putBack() {
        from = lineFrom;
    }

    /** Drops all that is here. */
    void dropAll() {
        from = to;
    }

    /** Drops the first bytes. */
    void drop(int bytes) {
        from += bytes;
    }

    /** Where the line feed of the first line stands, or -1. */
    int firstLineEnd() {
        return indexOf((byte) '\n', from);
    }

    private int indexOf(byte wanted, int begin) {
        byte[] bytes = buffer.bytes;
        for (int i = begin; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private boolean isTooLong() {
        return withoutCarriageReturn(to) - from > RequestParser.MAX_BYTES;
    }

    /** {@code end}, or one less where the CR of a CRLF stands before it. */
    private int withoutCarriageReturn(int end) {
        return end > from && buffer.bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /** The bytes that the indices below refer to; valid while this is open. */
    byte[] bytes() {
        return buffer.bytes;
    }

    int lineFrom() {
        return lineFrom;
    }

    int lineTo() {
        return lineTo;
    }

    /** Where the input that is not taken yet begins. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return to;
    }

    /** Whether nothing is here that was not taken, while it is open. */
    boolean isEmpty() {
        return from == to;
    }

    /** Whether the line taken last was too long, and its rest will be dropped. */
    boolean isSkipping() {
        return skipping;
    }

    /** Bytes kept between two shares. */
    int keptBytes() {
        return kept.length;
    }

    /** Whether all that has arrived is here: a read would now find nothing. */
    boolean isDrained() {
        return supply != Supply.UNKNOWN;
    }

    /** Whether the client has shut its output down. */
    boolean hasEnded() {
        return supply == Supply.ENDED;
    }

    /** Reads once and discards it; returns whether that was the end of the client's input. */
    boolean discard() throws IOException {
        return buffer.discard(channel) < 0;
    }

    /** Forgets everything. */
    void release() {
        kept = NOTHING;
    }
}
