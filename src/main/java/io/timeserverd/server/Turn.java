package io.timeserverd.server;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import io.timeserverd.clock.ReferenceClock;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.Journal;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.protocol.Answerer;
import io.timeserverd.protocol.ErrorCode;
import io.timeserverd.protocol.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the connections of one turn share: readings of the clock, one buffer of replies, one commit.
 *
 * <pre>
 *     read, parse, resolve, stamp, append   (each ready connection; replies go into {@link #output})
 *     commit                                (once)
 *     write, close                          (each connection that has something to send)
 * </pre>
 *
 * <p>The replies of one connection stand together in {@link #output}, since a connection is dealt with in one go.
 */
final class Turn {
    /** With this many bytes of replies the turn is ended early, so that its memory stays bounded. */
    private static final int OUTPUT_BOUND = 256 * 1024;

    /** More than a connection has to say in one turn, unless it is a long list. */
    private static final int LEAVING_BYTES = 48 * 1024;

    /** Who has something to send when the turn ends. */
    interface Participant {
        /** Sends what the turn holds for it; its records are in the journal now. */
        void send();

        /** Replaces its replies of this turn by refusals if they should have been journalled: none of them is. */
        void replaceReplies(ErrorCode code, String text);
    }

    final Output output = new Output();

    private final EventLoop loop;
    private final ReferenceClock clock;
    private final Journal journal;
    private final List<Participant> participants = new ArrayList<>();
    private boolean refuseUnjournalled;
    private int uncommitted;
    private Reading reading;
    private long readAtNs;
    private boolean late;

    /** What is written from: an array the JDK writes by way of such a buffer too, which it has to look up first. */
    private final ByteBuffer leaving = ByteBuffer.allocateDirect(LEAVING_BYTES);

    /** Where transmit times stand in {@link #output}, ascending, and how many there are. */
    private int[] transmitTimes = new int[4];

    private int transmitTimesCount;
    private final Output transmitTime = new Output();

    Turn(EventLoop loop, ReferenceClock clock, Journal journal) {
        this.loop = loop;
        this.clock = clock;
        this.journal = journal;
        this.readAtNs = loop.nowNs();
    }

    /** Whether requests that could not be journalled are refused instead of answered. */
    void refuseUnjournalled(boolean refuse) {
        refuseUnjournalled = refuse;
    }

    /**
     * The turn's reading of the clock: when {@code select} returned. By then a request of this turn had arrived, if
     * its client sent it in one piece and waited for the answer to the one before; and else {@link #arriving} was said.
     */
    Reading reading() {
        if (reading == null) {
            long nowNs = loop.nowNs();
            if (late) {
                readAtNs = nowNs + loop.elapsedNs();
                late = false;
            } else if (readAtNs - nowNs < 0) {
                readAtNs = nowNs;
            }
            reading = clock.readAt(readAtNs);
        }
        return reading;
    }

    /** What is answered from now on may have arrived after {@code select} returned: the clock is read again for it. */
    void arriving() {
        late = true;
        reading = null;
    }

    /** The state of the clock now, in or out of a turn. */
    ClockState clockState() {
        return clock.read().state();
    }

    void append(Entry entry) {
        journal.append(entry);
        uncommitted++;
    }

    /** Requests of this turn, answered but not in the journal before the turn ends. */
    int uncommitted() {
        return uncommitted;
    }

    /** Has {@link Participant#send} called when the turn ends; asked for once a turn by each. */
    void joins(Participant participant) {
        participants.add(participant);
    }

    /** Remembers that the transmit time at {@code position} of the output is to be set when it is sent. */
    void transmitTimeAt(int position) {
        if (transmitTimesCount == transmitTimes.length) {
            transmitTimes = Arrays.copyOf(transmitTimes, 2 * transmitTimesCount);
        }
        transmitTimes[transmitTimesCount++] = position;
    }

    /** Sends the bytes {@code [from, to)} of the output. Returns where those begin that the socket did not take. */
    int send(SocketChannel channel, int from, int to) throws IOException {
        setTransmitTimes(from, to);
        int length = to - from;
        return from
                + channel.write(
                        length <= leaving.capacity()
                                ? leaving.clear()
                                        .put(output.array(), from, length)
                                        .flip()
                                : ByteBuffer.wrap(output.array(), from, length));
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

    /** Ends the turn before its time when there is no room for more replies. */
    void endIfFull() {
        if (output.length() > OUTPUT_BOUND) {
            end();
        }
    }

    /** Commits, then lets every participant send. */
    void end() {
        boolean replace = journal.commit() > 0 && refuseUnjournalled;
        uncommitted = 0;
        int made = output.length();
        for (int i = 0; i < participants.size(); i++) { // without the iterator, which would be an object a turn
            var participant = participants.get(i);
            if (replace) { // one at a time: refusals may be longer than what they replace
                participant.replaceReplies(ErrorCode.JOURNAL_UNAVAILABLE, "the request could not be recorded");
            }
            participant.send();
            output.truncate(made);
        }
        participants.clear();
        output.clear();
        transmitTimesCount = 0;
        reading = null;
    }
}
