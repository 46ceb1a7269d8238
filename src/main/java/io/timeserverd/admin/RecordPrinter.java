package io.timeserverd.admin;

import io.timeserverd.journal.JournalRecord;

/** Prints records, each as it comes. */
interface RecordPrinter {
    void print(JournalRecord each);

    /** Prints what is held back. */
    void flush();
}
