package io.timeserverd.admin.web;

import java.util.List;
import java.util.Map;

/**
 * What the console shows. Filters and range are parameters with the names and values of the options of {@code timeserver-admin
 * export}; a name may have several values.
 */
public interface Evidence {
    /** The state of the daemon: a JSON object. */
    Results status();

    /**
     * Totals, plot and what is most frequent among the records of a view, and its newest records: JSON objects, one a line,
     * the last totals the whole.
     */
    Results overview(Map<String, List<String>> parameters) throws NoResultsException;

    /** Some records of a view, newest first, those before or after an id: JSON objects, one a line. */
    Results records(Map<String, List<String>> parameters) throws NoResultsException;

    /** All records of a view, oldest first. */
    Results csv(Map<String, List<String>> parameters) throws NoResultsException;

    /** All records of a view, oldest first. */
    Results jsonLines(Map<String, List<String>> parameters) throws NoResultsException;
}
