package io.timeserverd.admin.web;

import java.util.List;
import java.util.Map;

/**
 * Where the console gets its results. Filters and range are parameters with the names and values of the options of {@code timeserver-admin
 * export}; a name may have several values.
 */
public interface Evidence {
    /** The state of the daemon: a JSON object. */
    Results status();

    /**
     * The newest records of a view, and its totals, plot and most frequent values. These are JSON objects, one a line; the totals
     * come repeatedly while the journal is read, and the last ones are complete.
     */
    Results overview(Map<String, List<String>> parameters) throws NoResultsException;

    /** The records of a view before or after an id, newest first and a page at most: JSON objects, one a line. */
    Results records(Map<String, List<String>> parameters) throws NoResultsException;

    /** All records of a view as CSV, oldest first. */
    Results csv(Map<String, List<String>> parameters) throws NoResultsException;

    /** All records of a view as JSON objects, one a line, oldest first. */
    Results jsonLines(Map<String, List<String>> parameters) throws NoResultsException;
}
