package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.mapdb.serializer.GroupSerializer;

/**
 * One request as the journal holds it, or a summary of several requests of one client. Immutable.
 *
 * @param id from 1, growing; requests that could not be written leave a gap, and so does a damaged file
 * @param time the clock's reading when the request was answered; may be earlier than that of the record before
 * @param summary whether it stands for {@code count} requests with this outcome; then it has no request, place,
 *     country, zone or format
 * @param count how many requests it stands for, at least 1
 * @param lastTime the clock's reading for the last of them
 * @param answered the instant that was answered: that of the clock, or the one that the request named after {@code @}
 * @param client the client's address, shortened as {@code journal.client} says
 * @param port the client's port, 1 to 65,535; 0 where the client's address is not stored in full
 * @param listener the listener that took the request
 * @param request as received, without the end of the line, at most 256 bytes; not to be changed; empty for bytes that
 *     are not a request
 * @param outcome {@link Entry#OK} or the code of the {@code ERR} line
 * @param place the place that was chosen, or empty
 * @param country its country, ISO 3166 alpha-2, or empty where a bare zone or offset answered
 * @param zone its zone's id, or empty
 * @param format the format of the reply, requested or the default; empty for commands and errors
 * @param zoneRelease the release of the zone rules that answered
 * @param placeRelease the release of the place data that answered
 * @param clockState of the reference clock
 * @param errorBoundNs of the clock in nanoseconds, or {@link io.timeserverd.clock.Reading#UNKNOWN}
 * @param replyCrc CRC-32C of the reply as sent; 0 in a summary
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare contents
public record JournalRecord(
        long id,
        Instant time,
        boolean summary,
        int count,
        Instant lastTime,
        Instant answered,
        Optional<InetAddress> client,
        int port,
        Listener listener,
        byte[] request,
        String outcome,
        String place,
        String country,
        String zone,
        String format,
        String zoneRelease,
        String placeRelease,
        ClockState clockState,
        long errorBoundNs,
        int replyCrc) {

    /**
     * The serializer with which MapDB reads the values of a sealed table. The keys are read with its {@code
     * LONG_DELTA}. Belongs to one thread.
     */
    public static GroupSerializer<JournalRecord> serializer() {
        return new RecordSerializer();
    }

    /** The request as text, not escaped. Bytes that are not UTF-8 become U+FFFD. */
    public String requestText() {
        return new String(request, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JournalRecord that
                && id == that.id
                && time.equals(that.time)
                && summary == that.summary
                && count == that.count
                && lastTime.equals(that.lastTime)
                && answered.equals(that.answered)
                && client.equals(that.client)
                && port == that.port
                && listener == that.listener
                && Arrays.equals(request, that.request)
                && outcome.equals(that.outcome)
                && place.equals(that.place)
                && country.equals(that.country)
                && zone.equals(that.zone)
                && format.equals(that.format)
                && zoneRelease.equals(that.zoneRelease)
                && placeRelease.equals(that.placeRelease)
                && clockState == that.clockState
                && errorBoundNs == that.errorBoundNs
                && replyCrc == that.replyCrc;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }
}
