package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One request as the journal holds it. Immutable.
 *
 * @param id from 1, growing by 1; only what was lost with a damaged file leaves a gap
 * @param time when it was answered, by the journal: never before the record with a smaller id, even
 *     when the clock stepped back
 * @param answered the instant that was told: of the clock, or the one named behind {@code @}
 * @param client who asked, as far as {@code journal.client} lets it be known
 * @param listener where it came in
 * @param request as received, without its line end, at most 256 bytes; not to be changed
 * @param outcome {@link Entry#OK} or the code of the {@code ERR} line
 * @param place the place that was chosen, or empty
 * @param country its country, ISO 3166 alpha-2, or empty where a bare zone or offset answered
 * @param zone its zone's id, or empty
 * @param format the format of the reply, requested or the default; empty for commands and errors
 * @param zoneRelease the release of the zone rules that answered
 * @param placeRelease the release of the place data that answered
 * @param clockState of the reference clock
 * @param errorBoundNs of the clock in nanoseconds, or {@link io.timeserverd.clock.Reading#UNKNOWN}
 * @param replyCrc CRC-32C of the reply as sent
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare contents
public record JournalRecord(
        long id,
        Instant time,
        Instant answered,
        Optional<InetAddress> client,
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

    static JournalRecord of(long id, Entry entry) {
        return new JournalRecord(
                id,
                Instant.ofEpochSecond(entry.epochSecond, entry.nano),
                Instant.ofEpochSecond(entry.answeredEpochSecond, entry.answeredNano),
                Optional.ofNullable(entry.client),
                entry.listener,
                Arrays.copyOf(entry.request, entry.requestLength),
                entry.outcome,
                entry.place,
                entry.country,
                entry.zone,
                entry.format,
                entry.zoneRelease,
                entry.placeRelease,
                entry.clockState,
                entry.errorBoundNs,
                entry.replyCrc);
    }

    /** The request as text: what is not UTF-8 becomes U+FFFD. Not escaped. */
    public String requestText() {
        return new String(request, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JournalRecord that
                && id == that.id
                && time.equals(that.time)
                && answered.equals(that.answered)
                && client.equals(that.client)
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
