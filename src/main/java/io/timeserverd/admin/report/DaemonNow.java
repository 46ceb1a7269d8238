package io.timeserverd.admin.report;

import java.util.List;
import java.util.Map;

/**
 * What a daemon says of itself while the report is made.
 *
 * @param instance its name, or empty
 * @param silence why it says nothing; empty when it does
 * @param values what it says, by name, its servers left out
 * @param columns what is said of each of its servers
 * @param servers that, for each of them
 */
public record DaemonNow(
        String instance,
        String silence,
        Map<String, String> values,
        List<ServerColumn> columns,
        List<List<String>> servers) {

    /** What a column is about, and whether that is a number. */
    public record ServerColumn(String heading, boolean number) {}

    public static DaemonNow silent(String instance, String reason) {
        return new DaemonNow(instance, reason, Map.of(), List.of(), List.of());
    }
}
