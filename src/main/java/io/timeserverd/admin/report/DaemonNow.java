package io.timeserverd.admin.report;

import java.util.List;
import java.util.Map;

/**
 * The status of a daemon at the time when the report is made.
 *
 * @param instance its name, or empty
 * @param silence why there is no status; empty when there is one
 * @param values the status by name, without the NTP servers
 * @param columns the columns of the table of NTP servers
 * @param servers its rows, one for each NTP server
 */
public record DaemonNow(
        String instance,
        String silence,
        Map<String, String> values,
        List<ServerColumn> columns,
        List<List<String>> servers) {

    /** A column, and whether it has numbers. */
    public record ServerColumn(String heading, boolean number) {}

    public static DaemonNow silent(String instance, String reason) {
        return new DaemonNow(instance, reason, Map.of(), List.of(), List.of());
    }
}
