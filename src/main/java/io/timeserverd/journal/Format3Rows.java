package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads rows of release 0.1.0, for {@link Format3}. A row is:
 *
 * <pre>
 *     varint    time since the row before, nanoseconds
 *     byte      listener (2 bits), clock state (2 bits), then flags from 16 on: answered, bound, repeated
 *     answered  when flagged: seconds past the time's second (zigzag varint), nanosecond (varint); else it is the time
 *     bound     when flagged: its difference to the last one (zigzag varint); else unknown
 *     client    reference to an address
 *     question  reference to request, place, country, zone
 *     context   reference to outcome, format, zone release, place release
 *     int       CRC-32C of the reply; absent when flagged as equal to that of the last row with this question
 * </pre>
 *
 * A reference is 0 for no value, 1 before the value itself, n + 2 for value number n of its kind.
 */
final class Format3Rows {
    private static final int ANSWERED = 1 << 4;
    private static final int BOUND = 1 << 5;
    private static final int REPEATED = 1 << 6;
    private static final int MAX_TEXT = 256;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final List<Optional<InetAddress>> clients = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<ReplyContext> contexts = new ArrayList<>();
    private final RowInput in = new RowInput();
    private long nextId;
    private long timeNs;
    private long bound;

    /** The checksum of the last reply to each question, by its number. */
    private int[] replies = new int[64];

    /** Begins to read the rows in {@code bytes[from, to)}. */
    void begin(byte[] bytes, int from, int to, long firstId, long firstNs) {
        in.begin(bytes, from, to);
        nextId = firstId;
        timeNs = firstNs;
        bound = 0;
        clients.clear();
        questions.clear();
        contexts.clear();
    }

    /**
     * Reads the next row.
     *
     * @throws MalformedException when it makes no sense
     */
    JournalRecord next() throws MalformedException {
        try {
            return row();
        } catch (IndexOutOfBoundsException | UnknownHostException | DateTimeException | ArithmeticException e) {
            throw new MalformedException("row " + nextId + " makes no sense", e);
        }
    }

    private JournalRecord row() throws MalformedException, UnknownHostException {
        timeNs += in.varint();
        Instant time = Times.instant(timeNs);
        int flags = in.oneByte();
        Instant answered = time;
        if ((flags & ANSWERED) != 0) {
            long second = Math.floorDiv(timeNs, NS_PER_SECOND) + in.zigzag();
            answered = Instant.ofEpochSecond(second, in.varint() % NS_PER_SECOND);
        }
        long errorBoundNs = Reading.UNKNOWN;
        if ((flags & BOUND) != 0) {
            bound += in.zigzag();
            errorBoundNs = bound;
        }
        Optional<InetAddress> client = client();
        int number = question();
        Question question = questions.get(number);
        ReplyContext context = context();
        if ((flags & REPEATED) == 0) {
            replies[number] = in.checksum();
        }
        return new JournalRecord(
                nextId++,
                time,
                false,
                1,
                time,
                answered,
                client,
                0,
                Listener.values()[flags & 3],
                question.request(),
                context.outcome(),
                question.place(),
                question.country(),
                question.zone(),
                context.format(),
                context.zoneRelease(),
                context.placeRelease(),
                ClockState.values()[(flags >> 2) & 3],
                errorBoundNs,
                replies[number]);
    }

    private Optional<InetAddress> client() throws MalformedException, UnknownHostException {
        long reference = in.varint();
        if (reference == 0) {
            return Optional.empty();
        }
        if (reference > 1) {
            return clients.get(Math.toIntExact(reference - 2));
        }
        Optional<InetAddress> client = Optional.of(InetAddress.getByAddress(in.bytes(MAX_TEXT)));
        clients.add(client);
        return client;
    }

    /** Returns the number of the question in this frame. */
    private int question() throws MalformedException {
        long reference = in.varint();
        if (reference != 1) {
            return Math.toIntExact(reference - 2);
        }
        questions.add(new Question(in.bytes(MAX_TEXT), in.text(MAX_TEXT), in.text(MAX_TEXT), in.text(MAX_TEXT)));
        if (questions.size() > replies.length) {
            replies = Arrays.copyOf(replies, 2 * replies.length);
        }
        return questions.size() - 1;
    }

    private ReplyContext context() throws MalformedException {
        long reference = in.varint();
        if (reference != 1) {
            return contexts.get(Math.toIntExact(reference - 2));
        }
        var value = new ReplyContext(in.text(MAX_TEXT), in.text(MAX_TEXT), in.text(MAX_TEXT), in.text(MAX_TEXT));
        contexts.add(value);
        return value;
    }
}
