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
import java.util.concurrent.TimeUnit;

/**
 * Reads rows, as {@link Row} describes them.
 *
 * <p>A row that makes no sense counts as damage even if its checksum is right: a newer program may have written it. Not
 * safe for use by several threads.
 */
final class RowReader {
    private static final List<Listener> LISTENERS = List.of(Listener.values());
    private static final List<ClockState> CLOCK_STATES = List.of(ClockState.values());
    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final List<Optional<InetAddress>> clients = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<ReplyContext> contexts = new ArrayList<>();

    private final RowInput in = new RowInput();
    private long nextId;
    private long timeNs;
    private long bound;
    private Optional<InetAddress> client = Optional.empty();
    private int port;

    /** The checksum of the last reply to each question, by its number. */
    private int[] replies = new int[64];

    /** Begins to read the rows in {@code bytes[from, to)}. */
    void begin(byte[] bytes, int from, int to, long firstId, long firstNs) {
        in.begin(bytes, from, to);
        nextId = firstId;
        timeNs = firstNs;
        bound = 0;
        client = Optional.empty();
        port = 0;
        clients.clear();
        questions.clear();
        contexts.clear();
    }

    /** Whether there is another row. */
    boolean hasNext() {
        return in.hasNext();
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
        int flags = in.oneByte();
        timeNs += in.zigzag();
        Instant time = Times.instant(timeNs);
        int summarised = 0;
        Instant last = time;
        if ((flags & Row.EXTRA) != 0) {
            nextId = Math.addExact(nextId, notNegative(in.varint()));
            summarised = Math.toIntExact(notNegative(in.varint()));
            last = Times.instant(timeNs + in.zigzag());
        }
        Instant answered = time;
        if ((flags & Row.ANSWERED) != 0) {
            long second = Math.floorDiv(timeNs, NS_PER_SECOND) + in.zigzag();
            answered = Instant.ofEpochSecond(second, in.varint() % NS_PER_SECOND);
        }
        long errorBoundNs = Reading.UNKNOWN;
        if ((flags & Row.BOUND) != 0) {
            bound += in.zigzag();
            errorBoundNs = bound;
        }
        Listener listener = listener(flags & 3);
        ClockState state = clockState((flags >> 2) & 3);
        client();
        int number = question();
        Question question = questions.get(number);
        ReplyContext context = context();
        if ((flags & Row.REPEATED) == 0) {
            replies[number] = in.checksum();
        }
        return new JournalRecord(
                nextId++,
                time,
                summarised > 0,
                Math.max(1, summarised),
                last,
                answered,
                client,
                port,
                listener,
                question.request(),
                context.outcome(),
                question.place(),
                question.country(),
                question.zone(),
                context.format(),
                context.zoneRelease(),
                context.placeRelease(),
                state,
                errorBoundNs,
                replies[number]);
    }

    private static Listener listener(int code) throws MalformedException {
        for (Listener listener : LISTENERS) {
            if (Row.code(listener) == code) {
                return listener;
            }
        }
        throw new MalformedException("listener " + code);
    }

    private static ClockState clockState(int code) throws MalformedException {
        for (ClockState state : CLOCK_STATES) {
            if (Row.code(state) == code) {
                return state;
            }
        }
        throw new MalformedException("clock state " + code);
    }

    private void client() throws MalformedException, UnknownHostException {
        long reference = in.varint();
        if (reference == Row.BEFORE) {
            return;
        }
        if (reference == Row.ABSENT) {
            client = Optional.empty();
            port = 0;
            return;
        }
        if (reference == Row.LITERAL) {
            clients.add(Optional.of(InetAddress.getByAddress(in.bytes(Row.MAX_ADDRESS))));
            client = clients.get(clients.size() - 1);
        } else {
            client = clients.get(number(reference));
        }
        port = in.port();
    }

    /** Returns the number of the question among these rows. */
    private int question() throws MalformedException {
        long reference = in.varint();
        if (reference != Row.LITERAL) {
            return number(reference);
        }
        questions.add(new Question(
                in.bytes(Row.MAX_REQUEST), in.text(Row.MAX_PLACE), in.text(Row.MAX_COUNTRY), in.text(Row.MAX_ZONE)));
        if (questions.size() > replies.length) {
            replies = Arrays.copyOf(replies, 2 * replies.length);
        }
        return questions.size() - 1;
    }

    private ReplyContext context() throws MalformedException {
        long reference = in.varint();
        if (reference != Row.LITERAL) {
            return contexts.get(number(reference));
        }
        var value = new ReplyContext(
                in.text(Row.MAX_OUTCOME), in.text(Row.MAX_FORMAT), in.text(Row.MAX_RELEASE), in.text(Row.MAX_RELEASE));
        contexts.add(value);
        return value;
    }

    private static int number(long reference) throws MalformedException {
        long number = reference - Row.NUMBERED;
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new MalformedException("reference to value " + number);
        }
        return (int) number;
    }

    private static long notNegative(long value) throws MalformedException {
        if (value < 0) {
            throw new MalformedException("negative number");
        }
        return value;
    }
}
