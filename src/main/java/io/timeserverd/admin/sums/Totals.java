package io.timeserverd.admin.sums;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Durations;
import io.timeserverd.clock.Reading;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.Entry;
import io.timeserverd.journal.JournalRecord;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Sums over records. A summary is one record and counts as all requests that it stands for. State and error bound of the clock are
 * counted only for requests that ended without an error.
 */
public final class Totals {
    /** The percentiles of the error bound that are shown. */
    public static final List<Integer> BOUND_PERCENTILES = List.of(50, 90, 99);

    /** Takes about 20 MB. With more clients it is only known that there are more. */
    private static final int MAX_CLIENTS = 200_000;

    /** This release has far fewer outcomes, but the journal of another release may have others. */
    private static final int MAX_OUTCOMES = 1000;

    private final Tally clients = new Tally(MAX_CLIENTS);
    private final Tally outcomes = new Tally(MAX_OUTCOMES);
    private final Tally clockStates = new Tally(ClockState.values().length);
    private final Durations bounds = new Durations();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long records;
    private long errors;

    public static boolean isError(JournalRecord each) {
        return !each.outcome().equals(Entry.OK);
    }

    public void add(JournalRecord each) {
        boolean error = isError(each);
        errors += error ? each.count() : 0;
        outcomes.add(each.outcome(), each.count());
        if (!error) {
            clockStates.add(each.clockState().text(), each.count());
            if (each.errorBoundNs() != Reading.UNKNOWN) {
                bounds.add(each.errorBoundNs(), each.count());
            }
        }
        each.client().ifPresent(client -> clients.add(Addresses.text(client), each.count()));
        first = each.time().isBefore(first) ? each.time() : first;
        last = each.lastTime().isAfter(last) ? each.lastTime() : last;
        records++;
    }

    public long records() {
        return records;
    }

    public long requests() {
        return outcomes.total();
    }

    public long errors() {
        return errors;
    }

    /** The earliest time; only when there are records. */
    public Instant first() {
        return first;
    }

    /** The latest time; only when there are records. */
    public Instant last() {
        return last;
    }

    /** Requests by client, where one is recorded. */
    public Tally clients() {
        return clients;
    }

    /** How many different clients there were; empty when there were too many to count. */
    public OptionalLong clientsIfExact() {
        return clients.doubt() > 0 ? OptionalLong.empty() : OptionalLong.of(clients.keys());
    }

    /** How many different clients there were. */
    public String clientsText() {
        return clients.doubt() > 0 ? "more than " + MAX_CLIENTS : Integer.toString(clients.keys());
    }

    public Tally outcomes() {
        return outcomes;
    }

    public Tally clockStates() {
        return clockStates;
    }

    /** The error bounds of the clock, where they were known. */
    public Durations bounds() {
        return bounds;
    }
}
