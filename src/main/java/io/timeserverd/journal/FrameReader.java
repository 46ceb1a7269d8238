package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the rows of one frame after the other, in the layout that {@link FrameWriter} describes.
 *
 * <p>Rows that make no sense are reported like any damage, although the frame's checksum is right: a newer program may have
 * written them. Not safe for use by several threads.
 */
final class FrameReader {
    private static final List<Listener> LISTENERS = List.of(Listener.values());
    private static final List<ClockState> CLOCK_STATES = List.of(ClockState.values());

    private final List<InetAddress> clients = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<Terms> terms = new ArrayList<>();

    private byte[] in = {};
    private int at;
    private int end;
    private int left;
    private long id;
    private long timeNs;
    private long bound;

    /** By number of the question: the checksum of its last reply. */
    private int[] replies = new int[64];

    /** Begins with the frame at {@code from}, which must be intact. */
    void begin(byte[] bytes, int from) {
        in = bytes;
        at = from + Frame.HEADER;
        end = from + Frame.length(bytes, from);
        left = Frame.records(bytes, from);
        id = Frame.firstId(bytes, from) - 1;
        timeNs = Frame.firstTimeNs(bytes, from);
        bound = 0;
        clients.clear();
        questions.clear();
        terms.clear();
    }

    /** Id of the row that was read last. */
    long id() {
        return id;
    }

    /** Journal time of the row that was read last, nanoseconds since 1970. */
    long timeNs() {
        return timeNs;
    }

    /**
     * Reads the next row.
     *
     * @return false when there is none
     * @throws MalformedException when the rows make no sense
     */
    boolean next(Entry entry) throws MalformedException {
        if (left == 0) {
            if (at != end) {
                throw new MalformedException("bytes behind the last row");
            }
            return false;
        }
        left--;
        id++;
        try {
            row(entry);
        } catch (IndexOutOfBoundsException | UnknownHostException e) {
            throw new MalformedException("row " + id + " makes no sense", e);
        }
        return true;
    }

    private void row(Entry entry) throws MalformedException, UnknownHostException {
        timeNs += varint();
        long second = Math.floorDiv(timeNs, 1_000_000_000L);
        int nano = (int) Math.floorMod(timeNs, 1_000_000_000L);
        entry.epochSecond = second;
        entry.nano = nano;
        int flags = oneByte();
        entry.listener = listener(flags & 3);
        entry.clockState = clockState((flags >> 2) & 3);
        boolean answered = (flags & FrameWriter.ANSWERED) != 0;
        entry.answeredEpochSecond = answered ? second + zigzag() : second;
        entry.answeredNano = answered ? (int) varint() : nano;
        if (entry.answeredEpochSecond < Instant.MIN.getEpochSecond()
                || entry.answeredEpochSecond > Instant.MAX.getEpochSecond()
                || entry.answeredNano < 0
                || entry.answeredNano >= 1_000_000_000) {
            throw new MalformedException("instant that was answered is out of range");
        }
        if ((flags & FrameWriter.BOUND) != 0) {
            bound += zigzag();
            entry.errorBoundNs = bound;
        } else {
            entry.errorBoundNs = Reading.UNKNOWN;
        }
        entry.client = client();
        int number = question(entry);
        terms(entry);
        if ((flags & FrameWriter.REPEATED) == 0) {
            replies[number] = Frame.getInt(in, at);
            at += Integer.BYTES;
        }
        entry.replyCrc = replies[number];
    }

    private static Listener listener(int code) throws MalformedException {
        for (Listener listener : LISTENERS) {
            if (FrameWriter.code(listener) == code) {
                return listener;
            }
        }
        throw new MalformedException("listener " + code);
    }

    private static ClockState clockState(int code) throws MalformedException {
        for (ClockState state : CLOCK_STATES) {
            if (FrameWriter.code(state) == code) {
                return state;
            }
        }
        throw new MalformedException("clock state " + code);
    }

    private InetAddress client() throws MalformedException, UnknownHostException {
        long reference = varint();
        if (reference == FrameWriter.ABSENT) {
            return null;
        }
        if (reference != FrameWriter.LITERAL) {
            return clients.get(number(reference));
        }
        InetAddress client = InetAddress.getByAddress(part());
        clients.add(client);
        return client;
    }

    /** Returns its number in this frame. */
    private int question(Entry entry) throws MalformedException {
        long reference = varint();
        if (reference != FrameWriter.LITERAL) {
            int number = number(reference);
            questions.get(number).copyTo(entry);
            return number;
        }
        var question = new Question(part(), text(), text(), text());
        question.copyTo(entry);
        questions.add(question);
        if (questions.size() > replies.length) {
            replies = Arrays.copyOf(replies, 2 * replies.length);
        }
        return questions.size() - 1;
    }

    private void terms(Entry entry) throws MalformedException {
        long reference = varint();
        if (reference != FrameWriter.LITERAL) {
            terms.get(number(reference)).copyTo(entry);
            return;
        }
        var value = new Terms(text(), text(), text(), text());
        value.copyTo(entry);
        terms.add(value);
    }

    private String text() throws MalformedException {
        int length = length();
        at += length;
        return new String(in, at - length, length, StandardCharsets.UTF_8);
    }

    private static int number(long reference) throws MalformedException {
        long number = reference - FrameWriter.NUMBERED;
        if (number < 0 || number >= Frame.PAGE) {
            throw new MalformedException("reference to value " + number);
        }
        return (int) number;
    }

    private byte[] part() throws MalformedException {
        int length = length();
        at += length;
        return Arrays.copyOfRange(in, at - length, at);
    }

    /** Reads the length of a literal's part, which follows it. */
    private int length() throws MalformedException {
        long length = varint();
        if (length < 0 || length > Frame.MAX_TEXT || length > end - at) {
            throw new MalformedException("literal of " + length + " bytes");
        }
        return (int) length;
    }

    private byte oneByte() throws MalformedException {
        if (at >= end) {
            throw new MalformedException("row is cut off");
        }
        return in[at++];
    }

    private long varint() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = oneByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedException("number is too long");
    }

    private long zigzag() throws MalformedException {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }
}
