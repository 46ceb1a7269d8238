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

/** Recomputes the answers of records, and counts what came of it. */
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

    /** By the rules, places and settings that hold now. */
    static AnswerCheck of(Settings settings) throws Failure {
        try {
            ZoneSet zones = ZoneRules.load(settings.zones());
            return new AnswerCheck(new Recomputation(zones, places(settings.places(), zones), settings.answer()));
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.USAGE, List.of("the configuration: " + e.getMessage()));
        }
    }

    /** With the operator's own names as they are now; records by others say so in their place release. */
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

    /** In which way the answer was another than it should have been; empty when it was not, or nobody can tell. */
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

    /** Those whose answer was recomputed, and is what it should have been. */
    long recomputed() {
        return recomputed;
    }

    /** Why answers could not be recomputed, and how many. */
    Tally beyond() {
        return beyond;
    }
}
