package io.timeserverd.admin;

import io.timeserverd.admin.sums.Tally;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.place.ExtraNamesReader;
import io.timeserverd.place.Places;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Recomputes the replies of records, and counts the results. */
final class AnswerCheck {
    /** Reasons name releases, so there may be many. */
    private static final int MAX_REASONS = 1000;

    private final Recomputation recomputation;
    private final Tally beyond = new Tally(MAX_REASONS);
    private long records;
    private long recomputed;

    private AnswerCheck(Recomputation recomputation) {
        this.recomputation = recomputation;
    }

    /** Makes a check by the rules, places and settings of now. */
    static AnswerCheck of(Settings settings) throws Failure {
        try {
            ZoneSet zones = ZoneRules.load(settings.zones());
            return new AnswerCheck(new Recomputation(zones, places(settings.places(), zones), settings.answer()));
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.USAGE, List.of("the configuration: " + e.getMessage()));
        }
    }

    /**
     * The places with the operator's present own names. If a record was answered by others, its place release says so.
     */
    private static Places places(Settings.Places settings, ZoneSet zones) throws Failure {
        var data = Places.load();
        if (settings.extra().isEmpty()) {
            return data;
        }
        Path file = settings.extra().get();
        try {
            return data.with(ExtraNamesReader.read(file, data, zones).names());
        } catch (IOException e) {
            throw new Failure(Failure.USAGE, List.of(file + ": cannot be read: " + e.getMessage()));
        }
    }

    /** What was wrong with the reply of a record; empty if nothing was, or if the reply cannot be recomputed. */
    Optional<String> check(JournalRecord record) {
        records++;
        Recomputation.Verdict verdict = recomputation.judge(record);
        if (verdict instanceof Recomputation.Differs differs) {
            return Optional.of(differs.how());
        }
        if (verdict instanceof Recomputation.Beyond unknown) {
            beyond.add(unknown.why());
        } else {
            recomputed++;
        }
        return Optional.empty();
    }

    long records() {
        return records;
    }

    /** How many replies were recomputed and found right. */
    long recomputed() {
        return recomputed;
    }

    /** How many replies could not be recomputed, by reason. */
    Tally beyond() {
        return beyond;
    }
}
