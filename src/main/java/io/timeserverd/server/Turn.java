package io.timeserverd.server;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.Journal;
import io.timeserverd.journal.Listener;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * The state that all connections share within a turn: the reading of the clock, one buffer of replies, one commit. The replies
 * of a connection are contiguous in {@link #output}, because no other connection is served in between.
 */
final class Turn {
    /** A turn with this many bytes of replies is full, and further connections wait for the next turn. */
    private static final int FULL_BYTES = 256 * 1024;

    /** Enough for the replies of a connection in one turn, except for long lists. */
    private static final int DIRECT_BYTES = 48 * 1024;

    final Output output = new Output();

    private final ReferenceClock clock;
    private final Journal journal;
    private final RequestSummaries summaries;
    private int uncommitted;
    private long number;
    private Reading reading;

    /** With an array, the JDK would look up a direct buffer of its own for each write and copy through it. */
    private final ByteBuffer direct = ByteBuffer.allocateDirect(DIRECT_BYTES);

    /** The positions of transmit times in {@link #output}. */
    private int[] transmitTimes = new int[4];

    private int transmitTimesCount;
    private final Output transmitTime = new Output();

    Turn(ReferenceClock clock, Journal journal, RequestSummaries summaries) {
        this.clock = clock;
        this.journal = journal;
        this.summaries = summaries;
    }

    /** Forgets the reading of the clock. To be called whenever input may have arrived since, so that it is stamped later than that. */
    void forgetReading() {
        reading = null;
    }

    /** The reading of the clock that stamps requests. It is taken at the first call after {@link #forgetReading}. */
    Reading reading() {
        if (reading == null) {
            reading = clock.read();
        }
        return reading;
    }

    /** The state of the clock now. */
    ClockState clockState() {
        return clock.read().state();
    }

    /** Appends a request to the journal. Returns roughly how many bytes that takes. */
    int append(Entry entry) {
        uncommitted++;
        return journal.append(entry);
    }

    /** Adds a request to the summaries of this turn. */
    void summarise(Peer peer, Listener listener, String outcome) {
        uncommitted++;
        summaries.add(peer, listener, outcome, reading());
    }

    /** The number of requests that are answered but not yet committed. */
    int uncommitted() {
        return uncommitted;
    }

    /** The number of this turn. */
    long number() {
        return number;
    }

    /** Whether there is room for replies. */
    boolean hasRoom() {
        return output.length() < FULL_BYTES;
    }

    /** Marks the transmit time at {@code position} of the output, which is set when it is sent. */
    void transmitTimeAt(int position) {
        if (transmitTimesCount == transmitTimes.length) {
            transmitTimes = Arrays.copyOf(transmitTimes, 2 * transmitTimesCount);
        }
        transmitTimes[transmitTimesCount++] = position;
    }

    /**
     * Writes the records of this turn so that they survive the end of the process. Replies may be sent after this.
     *
     * @return whether all of them were written
     */
    boolean commit() {
        uncommitted = 0;
        summaries.append(journal);
        return journal.commit() == 0;
    }

    /** Sends the bytes {@code [from, to)} of the output. Returns the position up to which the socket took them. */
    int send(SocketChannel channel, int from, int to) throws IOException {
        setTransmitTimes(from, to);
        int length = to - from;
        ByteBuffer bytes = length <= DIRECT_BYTES
                ? direct.clear().put(output.array(), from, length).flip()
                : ByteBuffer.wrap(output.array(), from, length);
        return from + channel.write(bytes);
    }

    private void setTransmitTimes(int from, int to) {
        for (int i = 0; i < transmitTimesCount; i++) {
            int at = transmitTimes[i];
            if (at >= from && at < to) {
                transmitTime.clear();
                Answerer.unixNanos(clock.read().instant(), transmitTime);
                System.arraycopy(transmitTime.array(), 0, output.array(), at, transmitTime.length());
            }
        }
    }

    /** Ends the turn, after all replies are sent or kept by their connections. */
    void clear() {
        output.clear();
        transmitTimesCount = 0;
        reading = null;
        number++;
    }
}
