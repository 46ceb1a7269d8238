package io.timeserverd.admin;

import io.timeserverd.journal.JournalRecord;

/** Prints records one by one. */
interface RecordPrinter {
    void print(JournalRecord each);

    /** Prints what was held back so far. */
    void flush();
}
