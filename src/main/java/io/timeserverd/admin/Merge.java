package io.timeserverd.admin;

import io.timeserverd.journal.Finding;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Reads the journals of several instances as one: takes the records of each in the order of its ids, and merges them by
 * their times. Each journal has ids of its own, so the same id may occur in several.
 */
final class Merge {
    /** The most records of a journal that are held at once. */
    private static final int PAGE = 1024;

    private final List<JournalReader> readers = new ArrayList<>();

    /** Takes records of several journals. */
    interface Visitor {
        /**
         * Takes the next record.
         *
         * @param journal the number of its journal, from 0 on, in the order in which they were given
         * @return whether to go on
         */
        boolean visit(JournalRecord each, int journal);
    }

    Merge(List<Path> journals) throws JournalException {
        for (Path journal : journals) {
            readers.add(JournalReader.open(journal));
        }
    }

    /**
     * Does the same as {@link JournalReader#query}, for all journals.
     *
     * @throws IOException when one of the directories cannot be read
     */
    List<Finding> query(Query query, Visitor visitor) throws IOException {
        if (readers.size() == 1) {
            return readers.get(0).query(query, each -> visitor.visit(each, 0));
        }
        var byTime =
                Comparator.comparing((Cursor cursor) -> cursor.page.getFirst().time());
        var cursors = new PriorityQueue<>(query.reverse() ? byTime.reversed() : byTime);
        var findings = new ArrayList<Finding>();
        for (int journal = 0; journal < readers.size(); journal++) {
            var cursor = new Cursor(journal, readers.get(journal), query, findings);
            if (cursor.fill()) {
                cursors.add(cursor);
            }
        }
        for (long left = query.limit(); left > 0 && !cursors.isEmpty(); left--) {
            Cursor next = cursors.remove();
            if (!visitor.visit(next.page.removeFirst(), next.journal)) {
                break;
            }
            if (next.fill()) {
                cursors.add(next);
            }
        }
        return findings.stream().distinct().toList();
    }

    /** Reads one of the journals, a page at a time. */
    private static final class Cursor {
        private final int journal;
        private final JournalReader reader;
        private final List<Finding> findings;
        private final Deque<JournalRecord> page = new ArrayDeque<>();
        private Query rest;
        private boolean ended;

        Cursor(int journal, JournalReader reader, Query query, List<Finding> findings) {
            this.journal = journal;
            this.reader = reader;
            this.findings = findings;
            this.rest = query.withLimit(PAGE);
        }

        /** Reads the next page if this one is used up. Returns whether there is a record in the page. */
        boolean fill() throws IOException {
            if (page.isEmpty() && !ended) {
                findings.addAll(reader.query(rest, page::add));
                ended = page.size() < PAGE;
                if (!ended) {
                    rest = behind(page.getLast());
                }
            }
            return !page.isEmpty();
        }

        /** The query for the records after {@code last}. */
        private Query behind(JournalRecord last) {
            return rest.reverse() ? rest.withEndId(last.id()) : rest.withFromId(last.id() + 1);
        }
    }
}
