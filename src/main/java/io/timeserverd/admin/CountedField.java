package io.timeserverd.admin;

import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.protocol.ErrorCode;
import java.util.Locale;

/** What can be counted of records. */
enum CountedField {
    CLIENT,
    ZONE,
    PLACE,
    COUNTRY,
    REQUEST,
    OUTCOME,
    HOUR;

    /** Of a field that has no value. */
    static final String NOTHING = "-";

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String of(JournalRecord each) {
        var text = switch (this) {
            case CLIENT -> each.client().map(Addresses::text).orElse("");
            case ZONE -> each.zone();
            case PLACE -> each.place();
            case COUNTRY -> each.country();
            case REQUEST -> each.requestText();
            case OUTCOME -> each.outcome();
            case HOUR -> each.time().toString().substring(0, "2026-11-22T13".length());
        };
        return text.isEmpty() && !(this == REQUEST && isKept(each)) ? NOTHING : text;
    }

    /** Whether an empty request is what was received: summaries, and bytes that are no text, have none. */
    private static boolean isKept(JournalRecord each) {
        return !each.summary() && !each.outcome().equals(ErrorCode.BAD_REQUEST.text());
    }
}
