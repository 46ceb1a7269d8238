package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import java.net.InetAddress;
import java.util.function.UnaryOperator;

/**
 * Writes frames of rows into a byte array. One row:
 *
 * <pre>
 *     varint    time since the row before, nanoseconds
 *     byte      listener (2 bits), clock state (2), {@link #ANSWERED}, {@link #BOUND}, {@link #REPEATED}
 *     answered  when flagged: seconds past the time's second (zigzag varint), nanosecond (varint);
 *               else it is the time
 *     bound     when flagged: its difference to the last one of the frame (zigzag varint); else unknown
 *     client    reference to an address of 4 or 16 bytes
 *     question  reference to request, place, country, zone
 *     terms     reference to outcome, format, zone release, place release
 *     int       CRC-32C of the reply; not there when flagged as that of the last row with this question
 * </pre>
 *
 * A reference is a varint: 0 is nothing; 1 is followed by the value itself, a {@link Literal}, which gets the next number of its kind
 * (client, question, terms) in this frame; n + 2 is number n again. Texts are in UTF-8.
 *
 * <p>Not safe for use by several threads.
 */
final class FrameWriter {
    static final int ANSWERED = 1 << 4;
    static final int BOUND = 1 << 5;
    static final int REPEATED = 1 << 6;
    static final int ABSENT = 0;
    static final int LITERAL = 1;
    static final int NUMBERED = 2;

    /** Room for a thousand requests, and for the places that they name, without one driving another out. */
    private static final int SLOT_BITS = 12;

    private static final int CLIENT_SLOT_BITS = 10;
    private static final int TERMS_SLOT_BITS = 6;

    private final Lexicon<InetAddress> clients;
    private final Lexicon<Question> questions = new Lexicon<>(SLOT_BITS, Question::copy, Question::literal);
    private final Lexicon<Terms> terms = new Lexicon<>(TERMS_SLOT_BITS, UnaryOperator.identity(), Terms::literal);
    private final Question question = new Question();
    private final FrameChecksum checksum = new FrameChecksum();

    private byte[] out;
    private int start;
    private int end;
    private int records;
    private long previousNs;
    private long previousBound;
    private boolean clientIsNew;
    private boolean questionIsNew;

    /** Of the last row, and where they stand. */
    private Terms lastTerms = new Terms("", "", "", "");

    private Lexicon.Slot<Terms> lastTermsSlot = terms.slot(lastTerms);

    /**
     * @param visible what of a client's address may be stored
     */
    FrameWriter(UnaryOperator<byte[]> visible) {
        clients = new Lexicon<>(
                CLIENT_SLOT_BITS, UnaryOperator.identity(), client -> literal(visible.apply(client.getAddress())));
    }

    private static byte[] literal(byte[] address) {
        return address.length == 0 ? address : new Literal().put(address).bytes();
    }

    /** Begins a frame at {@code at}; the array must have room for every row that is added. */
    void begin(byte[] bytes, int at, long firstId, long firstTimeNs) {
        out = bytes;
        start = at;
        end = at + Frame.HEADER;
        records = 0;
        previousNs = firstTimeNs;
        previousBound = 0;
        Frame.putLong(out, at + 8, firstId);
        Frame.putLong(out, at + 16, firstTimeNs);
        clients.restart();
        questions.restart();
        terms.restart();
    }

    /** Where the next row begins. */
    int end() {
        return end;
    }

    int records() {
        return records;
    }

    /** Adds a row of at most {@link Frame#MAX_ROW} bytes. Times must not decrease. */
    void add(Entry entry, long timeNs) {
        varint(timeNs - previousNs);
        previousNs = timeNs;
        var second = Math.floorDiv(timeNs, 1_000_000_000L);
        var answered =
                entry.answeredEpochSecond != second || entry.answeredNano != Math.floorMod(timeNs, 1_000_000_000L);
        var bound = entry.errorBoundNs != Reading.UNKNOWN;
        var slot = slot(entry);
        var number = questions.number(slot);
        var repeated = number >= 0 && slot.replyCrc == entry.replyCrc;
        slot.replyCrc = entry.replyCrc;
        out[end++] = (byte) (code(entry.listener)
                | (code(entry.clockState) << 2)
                | (answered ? ANSWERED : 0)
                | (bound ? BOUND : 0)
                | (repeated ? REPEATED : 0));
        if (answered) {
            zigzag(entry.answeredEpochSecond - second);
            varint(entry.answeredNano);
        }
        if (bound) {
            zigzag(entry.errorBoundNs - previousBound);
            previousBound = entry.errorBoundNs;
        }
        clientIsNew = false;
        if (entry.client == null) {
            out[end++] = ABSENT;
        } else {
            var client = clients.slot(entry.client);
            clientIsNew = reference(client.literal(), clients.number(client));
        }
        questionIsNew = reference(slot.literal(), number);
        if (!lastTerms.areOf(entry)) {
            lastTerms = Terms.of(entry);
            lastTermsSlot = terms.slot(lastTerms);
        }
        reference(lastTermsSlot.literal(), terms.number(lastTermsSlot));
        if (!repeated) {
            Frame.putInt(out, end, entry.replyCrc);
            end += Integer.BYTES;
        }
        records++;
    }

    /** Whether the row that was added last was the first one with its client in this frame. */
    boolean clientIsNew() {
        return clientIsNew;
    }

    private Lexicon.Slot<Question> slot(Entry entry) {
        var mark = entry.mark;
        if (mark != null && questions.holds(mark.slot, mark)) {
            return mark.slot;
        }
        question.set(entry);
        var slot = questions.slot(question);
        slot.mark = mark;
        if (mark != null) {
            mark.slot = slot;
        }
        return slot;
    }

    /** Whether the row that was added last was the first one with its question in this frame. */
    boolean questionIsNew() {
        return questionIsNew;
    }

    /** Ends the frame with its checksum. */
    void finish(long segment, long place) {
        Frame.putInt(out, start, end - start - Frame.HEADER);
        Frame.putInt(out, start + 24, records);
        Frame.seal(out, start, segment, place, checksum);
    }

    /** Codes are on disk: they never change. */
    static int code(Listener listener) {
        return switch (listener) {
            case TEXT -> 0;
            case DAYTIME -> 1;
            case TIME -> 2;
        };
    }

    static int code(ClockState state) {
        return switch (state) {
            case SYNCHRONISED -> 0;
            case HOLDOVER -> 1;
            case UNSYNCHRONISED -> 2;
        };
    }

    /** Returns whether the value had to be written out. */
    private boolean reference(byte[] literal, int number) {
        if (literal.length == 0) {
            out[end++] = ABSENT;
            return false;
        }
        if (number >= 0) {
            varint(NUMBERED + number);
            return false;
        }
        out[end++] = LITERAL;
        System.arraycopy(literal, 0, out, end, literal.length);
        end += literal.length;
        return true;
    }

    private void varint(long value) {
        end = Frame.putVarint(out, end, value);
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }
}
