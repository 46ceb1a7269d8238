package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import java.net.InetAddress;

/**
 * One request on its way into the journal. Mutable and reused by its owner, so that appending does
 * not allocate: {@link Journal#append} copies what it needs.
 */
public final class Entry {
    /** Says nothing about a question. */
    public static final int NO_ID = 0;

    /** The word for a request that was answered without an error. */
    public static final String OK = "ok";

    /** Time of the turn's reading, seconds since 1970. */
    public long epochSecond;

    /** Nanoseconds of that second. */
    public int nano;

    /** The instant that was answered: that of the reading, or the one that the request named after {@code @}. */
    public long answeredEpochSecond;

    /** Nanoseconds of that second. */
    public int answeredNano;

    /** The address that sent the request, or null where it is not known. */
    public InetAddress client;

    /** The listener that took the request. */
    public Listener listener;

    /** The request as received, without its line end, in {@code request[0, requestLength)}. */
    public byte[] request = new byte[256];

    public int requestLength;

    /**
     * In one turn, entries with the same id have the same request, place, country and zone: a hint that saves encoding them
     * again. {@link #NO_ID} where the question has none.
     */
    public int questionId = NO_ID;

    /** {@link #OK}, or the code of the {@code ERR} line. */
    public String outcome = OK;

    /** The place that was chosen, {@code "Paris, Ile-de-France, France"}, or empty. */
    public String place = "";

    /** Its country, ISO 3166 alpha-2, or empty where a bare zone or offset answered. */
    public String country = "";

    /** Its zone's id, or empty. */
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

    /** CRC-32C of the reply as sent, to be compared with a recomputed one. */
    public int replyCrc;
}
