package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.protocol.ErrorCode;
import java.util.Locale;

/** The fields of records whose values can be counted. */
enum CountedField {
    CLIENT,
    ZONE,
    PLACE,
    COUNTRY,
    REQUEST,
    OUTCOME,
    HOUR;

    /** The key of records in which the field has no value. */
    static final String NOTHING = "-";

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a key stands for records without a value. Of requests it may be the text of one. */
    boolean isNothing(String key) {
        return this != REQUEST && key.equals(NOTHING);
    }

    /** The key that a record counts for, with hours of UTC. */
    String of(JournalRecord each) {
        return of(each, DisplayZone.UTC);
    }

    /** The key that a record counts for, with hours of a zone. */
    String of(JournalRecord each, DisplayZone zone) {
        String text = switch (this) {
            case CLIENT -> each.client().map(Addresses::text).orElse("");
            case ZONE -> each.zone();
            case PLACE -> each.place();
            case COUNTRY -> each.country();
            case REQUEST -> each.requestText();
            case OUTCOME -> each.outcome();
            case HOUR -> new IsoTime(IsoTime.SECONDS, zone).hour(each.time());
        };
        return text.isEmpty() && !(this == REQUEST && isKept(each)) ? NOTHING : text;
    }

    /** Whether the record has its request. Summaries, and records of bytes that are not text, have none. */
    private static boolean isKept(JournalRecord each) {
        return !each.summary() && !each.outcome().equals(ErrorCode.BAD_REQUEST.text());
    }
}
