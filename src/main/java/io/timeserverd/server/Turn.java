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
 * What the connections of one turn share: the reading of the clock, one buffer of replies, one commit. The replies of one
 * connection stand together in {@link #output}, since a connection is served in one go. Knows no connection.
 */
final class Turn {
    /** With this many bytes of replies a turn is full: further connections wait for the next. */
    private static final int FULL_BYTES = 256 * 1024;

    /** More than a connection has to say in one turn, unless it is a long list. */
    private static final int DIRECT_BYTES = 48 * 1024;

    final Output output = new Output();

    private final ReferenceClock clock;
    private final Journal journal;
    private final Summaries summaries;
    private int uncommitted;
    private long number;
    private Reading reading;

    /** The JDK would copy through a buffer of its own, for which it would have to look each time. */
    private final ByteBuffer direct = ByteBuffer.allocateDirect(DIRECT_BYTES);

    /** Where transmit times stand in {@link #output}, and how many there are. */
    private int[] transmitTimes = new int[4];

    private int transmitTimesCount;
    private final Output transmitTime = new Output();

    Turn(ReferenceClock clock, Journal journal, Summaries summaries) {
        this.clock = clock;
        this.journal = journal;
        this.summaries = summaries;
    }

    /** What is answered from now on may have arrived only now: the clock is read again before it is stamped. */
    void arrived() {
        reading = null;
    }

    /** The reading of the clock that stamps what has {@linkplain #arrived arrived}: no request is stamped before it was sent. */
    Reading reading() {
        if (reading == null) {
            reading = clock.read();
        }
        return reading;
    }

    /** The state of the clock now, in or out of a turn. */
    ClockState clockState() {
        return clock.read().state();
    }

    /** Appends a request to the journal. Returns about how many bytes that takes. */
    int append(Entry entry) {
        uncommitted++;
        return journal.append(entry);
    }

    /** Adds a request to the summaries of this turn. */
    void summarise(Peer peer, Listener listener, String outcome) {
        uncommitted++;
        summaries.add(peer, listener, outcome, reading());
    }

    /** Requests of this turn that are answered but not yet committed. */
    int uncommitted() {
        return uncommitted;
    }

    /** Of this turn; differs from that of the one before. */
    long number() {
        return number;
    }

    /** Whether there is room for replies. */
    boolean hasRoom() {
        return output.length() < FULL_BYTES;
    }

    /** Remembers that the transmit time at {@code position} of the output is to be set when it is sent. */
    void transmitTimeAt(int position) {
        if (transmitTimesCount == transmitTimes.length) {
            transmitTimes = Arrays.copyOf(transmitTimes, 2 * transmitTimesCount);
        }
        transmitTimes[transmitTimesCount++] = position;
    }

    /**
     * Makes the records of this turn survive the end of the process; replies may be sent then.
     *
     * @return whether all of them were journalled
     */
    boolean commit() {
        uncommitted = 0;
        summaries.append(journal);
        return journal.commit() == 0;
    }

    /** Sends the bytes {@code [from, to)} of the output. Returns where those begin that the socket did not take. */
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

    /** Ends the turn: all replies are sent, or kept by their connections. */
    void clear() {
        output.clear();
        transmitTimesCount = 0;
        reading = null;
        number++;
    }
}
