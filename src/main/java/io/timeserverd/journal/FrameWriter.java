package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import java.net.InetAddress;
import java.util.function.UnaryOperator;

/**
 * Writes frames of rows into a byte array. One row is
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
 * A reference is a varint: 0 is nothing; 1 is followed by the value itself, a {@link Literal}, which gets the next number of
 * its kind (client, question, terms) in this frame; n + 2 is number n again. A value may be written out again. Texts are in
 * UTF-8.
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

    private static final byte[] NOTHING = {};

    private final UnaryOperator<byte[]> visible;
    private final FrameDictionary clients = new FrameDictionary();
    private final FrameDictionary questions = new FrameDictionary();
    private final FrameDictionary terms = new FrameDictionary();
    private final QuestionNumbers questionNumbers = new QuestionNumbers();
    private final FrameChecksum checksum = new FrameChecksum();

    /** By number of the question: the checksum of its last reply. */
    private final int[] replies = new int[FrameDictionary.SLOTS];

    private byte[] out;
    private int start;
    private int end;
    private int records;
    private long previousNs;
    private long previousBound;
    private boolean clientIsNew;
    private boolean questionIsNew;

    /** That of the row before: the requests of a pipeline have the same. */
    private InetAddress lastClient;

    /** Its number in this frame, or -1 when it has no row yet. */
    private int lastClientNumber;

    /** Those of the row before: most rows have the same, and encoding them would take a third of the time of a row. */
    private Terms lastTerms = new Terms("", "", "", "");

    /** Their number in this frame, or -1 when it has no row yet. */
    private int lastTermsNumber;

    /**
     * @param visible what of a client's address may be stored
     */
    FrameWriter(UnaryOperator<byte[]> visible) {
        this.visible = visible;
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
        clients.begin();
        questions.begin();
        terms.begin();
        questionNumbers.begin();
        lastTermsNumber = -1;
        lastClientNumber = -1;
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
        int flagsAt = end++;
        int flags = code(entry.listener) | (code(entry.clockState) << 2);
        long second = Math.floorDiv(timeNs, 1_000_000_000L);
        if (entry.answeredEpochSecond != second || entry.answeredNano != Math.floorMod(timeNs, 1_000_000_000L)) {
            flags |= ANSWERED;
            zigzag(entry.answeredEpochSecond - second);
            varint(entry.answeredNano);
        }
        if (entry.errorBoundNs != Reading.UNKNOWN) {
            flags |= BOUND;
            zigzag(entry.errorBoundNs - previousBound);
            previousBound = entry.errorBoundNs;
        }
        clientIsNew = client(entry.client);
        int number = question(entry);
        terms(entry);
        if (!questionIsNew && replies[number] == entry.replyCrc) {
            flags |= REPEATED;
        } else {
            replies[number] = entry.replyCrc;
            Frame.putInt(out, end, entry.replyCrc);
            end += Integer.BYTES;
        }
        out[flagsAt] = (byte) flags;
        records++;
    }

    /** Whether the row that was added last was the first one with its client in this frame. */
    boolean clientIsNew() {
        return clientIsNew;
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

    /** Returns whether the address is a literal. */
    private boolean client(InetAddress client) {
        if (client != null && client.equals(lastClient) && lastClientNumber >= 0) {
            varint(NUMBERED + lastClientNumber);
            return false;
        }
        byte[] address = client == null ? NOTHING : visible.apply(client.getAddress());
        if (address.length == 0) {
            out[end++] = ABSENT;
            return false;
        }
        int number = reference(clients, Literal.put(out, end + 1, address, address.length));
        lastClient = client;
        lastClientNumber = number < 0 ? ~number : number;
        return number < 0;
    }

    /** Returns the number of the question. One with an id is found by that alone, which is cheaper than by its bytes. */
    private int question(Entry entry) {
        int known = questionNumbers.number(entry.questionId);
        if (known != QuestionNumbers.UNKNOWN) {
            questionIsNew = false;
            varint(NUMBERED + known);
            return known;
        }
        int literalEnd = Question.put(out, end + 1, entry);
        if (entry.questionId == Entry.NO_ID) {
            int found = reference(questions, literalEnd);
            questionIsNew = found < 0;
            return questionIsNew ? ~found : found;
        }
        int number = questions.add(end + 1);
        questionNumbers.put(entry.questionId, number);
        questionIsNew = true;
        out[end] = LITERAL;
        end = literalEnd;
        return number;
    }

    private void terms(Entry entry) {
        boolean same = lastTerms.areOf(entry);
        if (same && lastTermsNumber >= 0) {
            varint(NUMBERED + lastTermsNumber);
            return;
        }
        int number = reference(terms, Terms.put(out, end + 1, entry));
        lastTermsNumber = number < 0 ? ~number : number;
        if (!same) {
            lastTerms = Terms.of(entry);
        }
    }

    /**
     * Writes a reference to the literal that was encoded from {@code end + 1} to {@code literalEnd}, and keeps the literal
     * there only if it has to be written out. Returns what {@link FrameDictionary#number} returns.
     */
    private int reference(FrameDictionary dictionary, int literalEnd) {
        int number = dictionary.number(out, end + 1, literalEnd);
        if (number < 0) {
            out[end] = LITERAL;
            end = literalEnd;
        } else {
            varint(NUMBERED + number);
        }
        return number;
    }

    private void varint(long value) {
        end = Frame.putVarint(out, end, value);
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }
}
