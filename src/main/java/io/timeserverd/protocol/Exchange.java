package io.timeserverd.protocol;

import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One request and what became of it. Mutable and reused: its owner sets the client and the reading, a {@link Responder} the
 * rest.
 */
public final class Exchange {
    /** What a reply means for the connection. */
    public enum Next {
        /** Nothing changes: the dialogue goes on as before. */
        GO_ON,
        /** A menu was sent: the next line may be one of its numbers. */
        CHOOSE,
        /** The connection becomes a session. */
        KEEP,
        /** The connection takes no more lines. */
        QUIT,
        /** There is no reply yet: the request needs a search. The caller tries again when there is time for one. */
        LATER
    }

    /** The turn's reading of the reference clock. */
    public Reading reading;

    /** Whether the client was sent a menu, so that this line may be a number. */
    public boolean choosing;

    /** Whether there is time for a search. If not, a request that needs one ends in {@link Next#LATER}. */
    public boolean maySearch = true;

    /** Whether the client may see the whole {@code status}, with servers, counters and problems. Only that command asks. */
    public BooleanSupplier fullStatus = () -> false;

    /** What is known about the client. Only {@code me} asks. */
    public Supplier<ClientFacts> client;

    /**
     * Equal for requests of one turn that have the same line and mean the same place, so that the journal need not compare
     * them; 0 for all others.
     */
    public int questionId;

    /** The error that was the reply, if there was one. */
    public Optional<ErrorCode> error;

    /** The place of the reply, if it has one. */
    public Optional<Place> place;

    /** {@link Place#label} of that place, or empty. */
    public String label;

    /** The format of the reply, requested or the default; empty for errors and commands. */
    public String format;

    /** The instant that was answered: seconds since 1970-01-01T00:00:00Z. */
    public long epochSecond;

    /** Nanoseconds of that second. */
    public int nano;

    public Next next;

    /** Whether the request is recorded. Requests for the parts of a page are only counted. */
    public boolean isRecorded;

    /** Where in the output the body of an HTTP reply begins; -1 in protocols without a head. */
    public int replyAt;

    /** Spellings, ready to paste, of what an unknown or ambiguous place may have meant. */
    public List<String> candidates;

    /**
     * Where in the output the transmit time of {@code sync} is, which is overwritten when the reply is sent; -1 if there is
     * none.
     */
    public int transmitTimeAt;

    /** Resets what the request before has left. */
    public void begin() {
        questionId = 0;
        error = Optional.empty();
        place = Optional.empty();
        label = "";
        format = "";
        epochSecond = reading.epochSecond();
        nano = reading.nano();
        next = Next.GO_ON;
        transmitTimeAt = -1;
        isRecorded = true;
        replyAt = -1;
        candidates = List.of();
    }

    /**
     * Where in the output the part of the reply begins that the journal keeps a checksum of. It extends to the end.
     *
     * @param from where the whole reply begins
     */
    public int replyFrom(int from) {
        return replyAt < 0 ? from : replyAt;
    }

    /** The instant that was answered. */
    public Instant instant() {
        return Instant.ofEpochSecond(epochSecond, nano);
    }

    /** Sets the instant that was answered. */
    public void setInstant(Instant instant) {
        epochSecond = instant.getEpochSecond();
        nano = instant.getNano();
    }

    /** Writes an error that is not the reply to a whole request, such as a timeout. */
    public void refuse(ErrorCode code, String text, Output out) {
        begin();
        fail(code, text, out);
    }

    /** Records an error in a protocol that cannot express one. */
    public void failSilently(ErrorCode code) {
        error = Optional.of(code);
    }

    /** Writes an error: one line with its stable code. */
    public void fail(ErrorCode code, String text, Output out) {
        error = Optional.of(code);
        out.text("ERR ").text(code.text()).put(' ').text(text).put('\n');
    }
}
