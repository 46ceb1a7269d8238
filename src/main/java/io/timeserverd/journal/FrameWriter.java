package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Writes frames of rows into a byte array. One row:
 *
 * <pre>
 *     varint    time since the row before, nanoseconds
 *     byte      listener (2 bits), clock state (2), {@link #ANSWERED}, {@link #BOUND}
 *     answered  when flagged: seconds past the time's second (zigzag varint), nanosecond (varint);
 *               else it is the time
 *     bound     when flagged: its difference to the last one of the frame (zigzag varint); else unknown
 *     client    reference to 4 or 16 bytes
 *     request   reference
 *     texts     references to outcome, place, country, zone, format, zone release, place
 *               release, in UTF-8
 *     int       CRC-32C of the reply
 * </pre>
 *
 * A reference is a varint: 0 is nothing; 1 is followed by a length (varint) and bytes, which get the
 * next number of their kind (client, request, text) in this frame; n + 2 is number n again.
 *
 * <p>Not safe for use by several threads.
 */
final class FrameWriter {
    static final int ANSWERED = 1 << 4;
    static final int BOUND = 1 << 5;
    static final int ABSENT = 0;
    static final int LITERAL = 1;
    static final int NUMBERED = 2;

    /** Room for a thousand requests, and for the places that they name, without one driving another out. */
    private static final int SLOT_BITS = 12;

    private static final int CLIENT_SLOT_BITS = 10;

    private final Lexicon<InetAddress> clients;
    private final Lexicon<Request> requests = new Lexicon<>(SLOT_BITS, Request::copy, Request::bytes);
    private final Lexicon<String> texts =
            new Lexicon<>(SLOT_BITS, UnaryOperator.identity(), text -> text.getBytes(StandardCharsets.UTF_8));
    private final Request request = new Request();

    private byte[] out;
    private int start;
    private int end;
    private int records;
    private long previousNs;
    private long previousBound;

    /**
     * @param visible what of a client's address may be stored
     */
    FrameWriter(UnaryOperator<byte[]> visible) {
        clients =
                new Lexicon<>(CLIENT_SLOT_BITS, UnaryOperator.identity(), client -> visible.apply(client.getAddress()));
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
        requests.restart();
        texts.restart();
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
        out[end++] = (byte) (code(entry.listener)
                | (code(entry.clockState) << 2)
                | (answered ? ANSWERED : 0)
                | (bound ? BOUND : 0));
        if (answered) {
            zigzag(entry.answeredEpochSecond - second);
            varint(entry.answeredNano);
        }
        if (bound) {
            zigzag(entry.errorBoundNs - previousBound);
            previousBound = entry.errorBoundNs;
        }
        if (entry.client == null) {
            out[end++] = ABSENT;
        } else {
            reference(clients, entry.client);
        }
        request.set(entry.request, entry.requestLength);
        reference(requests, request);
        reference(texts, entry.outcome);
        reference(texts, entry.place);
        reference(texts, entry.country);
        reference(texts, entry.zone);
        reference(texts, entry.format);
        reference(texts, entry.zoneRelease);
        reference(texts, entry.placeRelease);
        Frame.putInt(out, end, entry.replyCrc);
        end += Integer.BYTES;
        records++;
    }

    /** Ends the frame with its checksum. */
    void finish(long segment, long place) {
        Frame.putInt(out, start, end - start - Frame.HEADER);
        Frame.putInt(out, start + 24, records);
        Frame.seal(out, start, segment, place);
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

    private <T> void reference(Lexicon<T> lexicon, T value) {
        var slot = lexicon.slot(value);
        var bytes = lexicon.bytes(slot);
        if (bytes.length == 0) {
            out[end++] = ABSENT;
            return;
        }
        var number = lexicon.number(slot);
        if (number >= 0) {
            varint(NUMBERED + number);
            return;
        }
        out[end++] = LITERAL;
        varint(bytes.length);
        System.arraycopy(bytes, 0, out, end, bytes.length);
        end += bytes.length;
    }

    private void varint(long value) {
        var rest = value;
        while ((rest & ~0x7FL) != 0) {
            out[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[end++] = (byte) rest;
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }
}
