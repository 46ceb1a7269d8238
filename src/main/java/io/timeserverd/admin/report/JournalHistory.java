package io.timeserverd.admin.report;

import io.timeserverd.journal.Chain;
import io.timeserverd.journal.JournalRecord;
import java.time.Instant;
import java.util.Optional;

/** What the records of one journal show in the order of their ids. */
public final class JournalHistory {
    private final String instance;
    private final Span span;
    private final Gaps gaps = new Gaps();
    private final Steps steps;
    private final Episodes episodes = new Episodes();
    private final Silences silences;
    private final Runs runs;
    private final Reasons reasons;
    private Instant oldest = Instant.MAX;
    private long kept;
    private long records;
    private long requests;
    private long summaries;
    private long summarised;

    JournalHistory(String instance, Span span, Optional<Chain> chain) {
        this.instance = instance;
        this.span = span;
        this.steps = new Steps(span);
        this.silences = new Silences(span);
        this.runs = new Runs(chain);
        this.reasons = new Reasons(chain);
    }

    /** Adds the next record, which may be outside the period. */
    void add(JournalRecord each) {
        kept++;
        oldest = each.time().isBefore(oldest) ? each.time() : oldest;
        gaps.add(each);
        steps.add(each);
        runs.add(each);
        if (span.contains(each.time())) {
            records++;
            requests += each.count();
            summaries += each.summary() ? 1 : 0;
            summarised += each.summary() ? each.count() : 0;
            episodes.add(each);
            silences.add(each);
        }
    }

    /** To be called after the last record. */
    void end() {
        episodes.end();
        silences.end();
    }

    String instance() {
        return instance;
    }

    /** How many records the whole journal has. */
    long kept() {
        return kept;
    }

    /** The earliest time in the whole journal; {@link Instant#MAX} when it is empty. */
    Instant oldest() {
        return oldest;
    }

    /** How many records are of the period. */
    long records() {
        return records;
    }

    /** How many requests the records of the period stand for. */
    long requests() {
        return requests;
    }

    /** How many records of the period are summaries. */
    long summaries() {
        return summaries;
    }

    /** How many requests these summaries stand for. */
    long summarised() {
        return summarised;
    }

    /** The gaps of the whole journal. */
    Gaps gaps() {
        return gaps;
    }

    Runs runs() {
        return runs;
    }

    Reasons reasons() {
        return reasons;
    }

    Steps steps() {
        return steps;
    }

    Episodes episodes() {
        return episodes;
    }

    Silences silences() {
        return silences;
    }
}
