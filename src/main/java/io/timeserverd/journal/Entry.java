package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import java.net.InetAddress;
import java.time.Instant;

/**
 * A request on its way into the journal, or a summary of several. Mutable and reused by its owner, so that appending
 * does not allocate: {@link Journal#append} copies what it needs. The fields are those of {@link JournalRecord}.
 */
public final class Entry {
    /** The {@link #questionId} of a question without an id. */
    public static final int NO_ID = 0;

    /** The outcome of a request that was answered without an error. */
    public static final String OK = "ok";

    /** The clock's reading, nanoseconds since 1970. */
    public long timeNs;

    /**
     * Whether it stands for {@link #count} requests of a client. Then it has no request, place, zone, format or
     * checksum.
     */
    public boolean summary;

    /** How many requests it stands for; 1 if it is not a summary. */
    public int count = 1;

    /** The clock's reading for the last of them, nanoseconds since 1970; {@link #timeNs} if it is not a summary. */
    public long lastNs;

    /** The instant that was answered: that of the clock, or the one that the request named after {@code @}. */
    public long answeredEpochSecond;

    /** The nanoseconds of that second. */
    public int answeredNano;

    /** The address that sent the request, or null if it is not known. */
    public InetAddress client;

    /** The port that it was sent from, or 0 if it is not known. */
    public int port;

    /** The listener that took the request. */
    public Listener listener;

    /** The request as received, without its line end, in {@code request[0, requestLength)}. */
    public byte[] request = new byte[Row.MAX_REQUEST];

    public int requestLength;

    /**
     * A hint that saves work: within one turn, entries with the same id ask the same question, so they have the same
     * request, place, country and zone. {@link #NO_ID} if the question has none.
     */
    public int questionId = NO_ID;

    /** {@link #OK}, or the code of the {@code ERR} line. */
    public String outcome = OK;

    /** The place that was chosen, {@code "Paris, Ile-de-France, France"}, or empty. */
    public String place = "";

    /** Its country, ISO 3166 alpha-2, or empty where a bare zone or offset answered. */
    public String country = "";

    /** The id of its zone, or empty. */
    public String zone = "";

    /** The format of the reply, requested or the default; empty for commands and errors. */
    public String format = "";

    /** The release of the zone rules that answered. */
    public String zoneRelease = "";

    /** The release of the place data that answered. */
    public String placeRelease = "";

    public ClockState clockState;

    /** The clock's error bound in nanoseconds, or {@link io.timeserverd.clock.Reading#UNKNOWN}. */
    public long errorBoundNs;

    /** CRC-32C of the reply as sent, to be compared with that of a recomputed reply. */
    public int replyCrc;

    /** Sets the clock's reading of a single request. */
    public void time(long epochSecond, int nano) {
        timeNs = Times.nanos(epochSecond, nano);
        lastNs = timeNs;
    }

    /** Sets the clock's reading of the last request of a summary. */
    public void last(long epochSecond, int nano) {
        lastNs = Times.nanos(epochSecond, nano);
    }

    /** Sets every field from a record. */
    void set(JournalRecord record) {
        timeNs = Times.nanos(record.time());
        summary = record.summary();
        count = record.count();
        lastNs = Times.nanos(record.lastTime());
        Instant answered = record.answered();
        answeredEpochSecond = answered.getEpochSecond();
        answeredNano = answered.getNano();
        client = record.client().orElse(null);
        port = record.port();
        listener = record.listener();
        requestLength = Math.min(record.request().length, request.length);
        System.arraycopy(record.request(), 0, request, 0, requestLength);
        questionId = NO_ID;
        outcome = record.outcome();
        place = record.place();
        country = record.country();
        zone = record.zone();
        format = record.format();
        zoneRelease = record.zoneRelease();
        placeRelease = record.placeRelease();
        clockState = record.clockState();
        errorBoundNs = record.errorBoundNs();
        replyCrc = record.replyCrc();
    }
}
