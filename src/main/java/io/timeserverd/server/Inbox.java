package io.timeserverd.server;

import io.timeserverd.protocol.RequestParser;
import io.timeserverd.protocol.TelnetFilter;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * The input of one connection that is not answered yet, taken line by line.
 *
 * <pre>
 *     open -> nextLine, fill, nextLine ... -> close
 *     `------ one share of a turn ---------------'
 * </pre>
 *
 * <p>While it is open, its bytes are in the {@link ReadBuffer} that all connections share. Between two shares it keeps the rest
 * in an array of exactly that length. On an idle connection it keeps nothing.
 */
final class Inbox {
    private static final byte[] NOTHING = {};

    /** What the next read would find. */
    private enum Supply {
        /** Not known. */
        UNKNOWN,
        /** Nothing now. */
        DRAINED,
        /** The end: the client has shut its output down. */
        ENDED
    }

    private final SocketChannel channel;
    private final ReadBuffer buffer;
    private byte[] kept = NOTHING;

    /** While open: {@code buffer.bytes[from, to)} is not answered yet. */
    private int from;

    private int to;

    /** The last line taken, without its line end, is {@code buffer.bytes[lineFrom, lineTo)}. */
    private int lineFrom;

    private int lineTo;

    private Supply supply = Supply.UNKNOWN;

    /** Whether the rest of a line that was too long is being dropped. */
    private boolean droppingRest;

    private Optional<TelnetFilter> telnet = Optional.empty();

    Inbox(SocketChannel channel, ReadBuffer buffer) {
        this.channel = channel;
        this.buffer = buffer;
    }

    /** Begins a share: copies the kept bytes into the shared buffer. */
    void open() {
        System.arraycopy(kept, 0, buffer.bytes, 0, kept.length);
        from = 0;
        to = kept.length;
        supply = supply == Supply.ENDED ? Supply.ENDED : Supply.UNKNOWN;
    }

    /** Ends a share: keeps the bytes that are left. */
    void close() {
        kept = from == to ? NOTHING : Arrays.copyOfRange(buffer.bytes, from, to);
        from = 0;
        to = 0;
    }

    /** Reads once, unless a read is known to find nothing. Returns whether it read. */
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

    /** Removes Telnet commands from the input, now and as it arrives. */
    void stripTelnet() {
        var filter = new TelnetFilter();
        telnet = Optional.of(filter);
        to = filter.filter(buffer.bytes, from, to);
    }

    /**
     * Takes the next line, {@code bytes()[lineFrom(), lineTo())}. Returns false if no whole line has arrived. The beginning of a
     * line counts as a line once it is too long; its rest will be dropped.
     */
    boolean nextLine() {
        while (true) {
            int end = firstLineEnd();
            if (end < 0 && (droppingRest || !isTooLong())) {
                from = droppingRest ? to : from;
                return false;
            }
            lineFrom = from;
            lineTo = withoutCarriageReturn(end < 0 ? to : end);
            from = end < 0 ? to : end + 1;
            boolean wasRest = droppingRest;
            droppingRest = end < 0;
            if (!wasRest) {
                return true;
            }
        }
    }

    /** Takes the rest of the input as a line, which the half-close ends. */
    void takeRest() {
        lineFrom = from;
        lineTo = withoutCarriageReturn(to);
        from = to;
    }

    /** Puts the last line taken back. */
    void putBack() {
        from = lineFrom;
    }

    /** Drops all input. */
    void dropAll() {
        from = to;
    }

    /** Drops the first bytes. */
    void drop(int bytes) {
        from += bytes;
    }

    /** The index of the first line feed, or -1. */
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

    /** {@code end}, or one less if a CR stands before it. */
    private int withoutCarriageReturn(int end) {
        return end > from && buffer.bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /** The bytes to which the indices below refer. Valid while this is open. */
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

    /** Where the input ends. */
    int to() {
        return to;
    }

    /** Whether all input is taken. Valid while this is open. */
    boolean isEmpty() {
        return from == to;
    }

    /** Whether the last line taken was too long, so that its rest will be dropped. */
    boolean isDroppingRest() {
        return droppingRest;
    }

    /** The number of bytes kept between two shares. */
    int keptBytes() {
        return kept.length;
    }

    /** Whether all input that has arrived was read: another read would find nothing now. */
    boolean isDrained() {
        return supply != Supply.UNKNOWN;
    }

    /** Whether the client has shut its output down. */
    boolean hasEnded() {
        return supply == Supply.ENDED;
    }

    /** Reads once and discards the bytes. Returns whether the client's input has ended. */
    boolean discard() throws IOException {
        return buffer.discard(channel) < 0;
    }

    /** Releases the kept bytes. */
    void release() {
        kept = NOTHING;
    }
}
