package io.timeserverd.journal;

import io.timeserverd.clock.Reading;
import io.timeserverd.journal.JournalOptions.ClientDetail;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** Writes rows, as {@link Row} describes them, into a byte array. Not safe for use by several threads. */
final class RowWriter {
    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int NO_NUMBER = -1;

    private final ClientDetail detail;
    private final Dictionary clients = new Dictionary();
    private final Dictionary questions = new Dictionary();
    private final Dictionary contexts = new Dictionary();
    private final QuestionNumbers questionNumbers = new QuestionNumbers();

    /** The checksum of the last reply to each question, by its number. */
    private final int[] replies = new int[Dictionary.SLOTS];

    private byte[] out = {};
    private int end;
    private long nextId;
    private long previousNs;
    private long previousBound;
    private boolean questionIsNew;

    // Of the row before. Most rows have the same client, and encoding the same context again would take a third of the
    // time of a row. The numbers are those among the current rows.
    private InetAddress lastClient;
    private int lastPort;
    private int lastClientNumber;
    private ReplyContext lastContext = new ReplyContext("", "", "", "");
    private int lastContextNumber;

    /** @param detail how much of a client's address may be stored */
    RowWriter(ClientDetail detail) {
        this.detail = detail;
    }

    /** Begins a run of rows at {@code at}. The array must have room for every row that is added. */
    void begin(byte[] bytes, int at, long firstId, long firstNs) {
        out = bytes;
        end = at;
        nextId = firstId;
        previousNs = firstNs;
        previousBound = 0;
        clients.begin();
        questions.begin();
        contexts.begin();
        questionNumbers.begin();
        lastContextNumber = NO_NUMBER;
        lastClientNumber = NO_NUMBER;
    }

    /** Where the next row begins. */
    int end() {
        return end;
    }

    /** One more than the id of the last row. */
    long nextId() {
        return nextId;
    }

    /** Adds a row, of at most {@link Row#MAX} bytes. Its id must be greater than that of the row before. */
    void add(long id, Entry entry) {
        int flagsAt = end++;
        zigzag(entry.timeNs - previousNs);
        int flags = Row.code(entry.listener) | (Row.code(entry.clockState) << 2);
        flags |= extra(id - nextId, entry) | answered(entry) | bound(entry);
        client(entry);
        int question = question(entry);
        context(entry);
        out[flagsAt] = (byte) (flags | reply(question, entry.replyCrc));
        previousNs = entry.timeNs;
        nextId = id + 1;
    }

    private int extra(long skipped, Entry entry) {
        if (skipped == 0 && !entry.summary) {
            return 0;
        }
        varint(skipped);
        varint(entry.summary ? entry.count : 0);
        zigzag(entry.lastNs - entry.timeNs);
        return Row.EXTRA;
    }

    private int answered(Entry entry) {
        if (Times.nanos(entry.answeredEpochSecond, entry.answeredNano) == entry.timeNs && Times.isExact(entry.timeNs)) {
            return 0;
        }
        zigzag(entry.answeredEpochSecond - Math.floorDiv(entry.timeNs, NS_PER_SECOND));
        varint(entry.answeredNano);
        return Row.ANSWERED;
    }

    private int bound(Entry entry) {
        if (entry.errorBoundNs == Reading.UNKNOWN) {
            return 0;
        }
        zigzag(entry.errorBoundNs - previousBound);
        previousBound = entry.errorBoundNs;
        return Row.BOUND;
    }

    private void client(Entry entry) {
        if (entry.client == null || detail == ClientDetail.NONE) {
            varint(Row.ABSENT);
            return;
        }
        int port = detail == ClientDetail.FULL ? entry.port : 0;
        boolean same = lastClientNumber != NO_NUMBER && entry.client.equals(lastClient);
        if (same && port == lastPort) {
            varint(Row.BEFORE);
            return;
        }
        if (same) {
            varint(Row.NUMBERED + lastClientNumber);
        } else {
            byte[] address = detail.stored(entry.client.getAddress());
            int number = reference(clients, Literal.put(out, end + 1, address, address.length, Row.MAX_ADDRESS));
            lastClient = entry.client;
            lastClientNumber = number < 0 ? ~number : number;
        }
        Bytes.putShort(out, end, port);
        end += Short.BYTES;
        lastPort = port;
    }

    /**
     * Returns the number of the question. If it has an id it is looked up by that, which is cheaper than by its bytes.
     */
    private int question(Entry entry) {
        int known = questionNumbers.number(entry.questionId);
        if (known != QuestionNumbers.UNKNOWN) {
            questionIsNew = false;
            varint(Row.NUMBERED + known);
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
        out[end] = Row.LITERAL;
        end = literalEnd;
        return number;
    }

    private void context(Entry entry) {
        boolean same = lastContext.isOf(entry);
        if (same && lastContextNumber != NO_NUMBER) {
            varint(Row.NUMBERED + lastContextNumber);
            return;
        }
        int number = reference(contexts, ReplyContext.put(out, end + 1, entry));
        lastContextNumber = number < 0 ? ~number : number;
        if (!same) {
            lastContext = ReplyContext.of(entry);
        }
    }

    private int reply(int question, int crc) {
        if (!questionIsNew && replies[question] == crc) {
            return Row.REPEATED;
        }
        replies[question] = crc;
        Bytes.putInt(out, end, crc);
        end += Integer.BYTES;
        return 0;
    }

    /**
     * Writes a reference to the literal that was encoded from {@code end + 1} to {@code literalEnd}. The literal stays
     * there only if it is a new one. Returns what {@link Dictionary#number} returns.
     */
    private int reference(Dictionary dictionary, int literalEnd) {
        int number = dictionary.number(out, end + 1, literalEnd);
        if (number < 0) {
            out[end] = Row.LITERAL;
            end = literalEnd;
        } else {
            varint(Row.NUMBERED + number);
        }
        return number;
    }

    private void varint(long value) {
        end = Bytes.putVarint(out, end, value);
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }
}
