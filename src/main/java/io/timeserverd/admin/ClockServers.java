package io.timeserverd.admin;

import io.timeserverd.protocol.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The NTP servers in a daemon's status: a line that names the columns, and a line for each server.
 *
 * @param others all other lines of the status
 */
record ClockServers(List<String> columns, List<List<String>> rows, Map<String, String> others) {
    private static final String HEADING = "servers";
    private static final String ROW = "server-[0-9]+";
    private static final String MARK = "mark";
    private static final String POLL = "poll";
    private static final String REACH = "reach";
    private static final String UNKNOWN = "-";
    private static final String NANOSECONDS = "-ns";
    private static final String WRONG = "x";
    private static final double NS_PER_MS = 1e6;

    /** Separates the servers from the rest of a status. */
    static ClockServers of(Map<String, String> status) {
        var columns = List.of(status.getOrDefault(HEADING, "").split(" ", -1));
        var rows = new ArrayList<List<String>>();
        var others = new LinkedHashMap<String, String>();
        status.forEach((name, value) -> {
            var cells = List.of(value.split(" ", -1));
            if (name.matches(ROW) && cells.size() == columns.size()) {
                rows.add(cells);
            } else if (!name.equals(HEADING)) {
                others.put(name, value);
            }
        });
        return new ClockServers(columns, rows, others);
    }

    /** Prints the table, in milliseconds. */
    void print(TableStyle style) {
        if (rows.isEmpty()) {
            return;
        }
        var table = new Table(style, tableColumns());
        rows.forEach(row -> table.row(row.contains(WRONG), cells(row)));
        table.flush();
    }

    /** The columns of the table; times are in milliseconds. */
    List<TableColumn> tableColumns() {
        return columns.stream().map(ClockServers::column).toList();
    }

    /** The rows of the table, one for each server. */
    List<List<String>> tableRows() {
        return rows.stream().map(this::cells).toList();
    }

    private static TableColumn column(String name) {
        String heading = name.replace(NANOSECONDS, " ms").toUpperCase(Locale.ROOT);
        return switch (name) {
            case MARK -> TableColumn.left("");
            case "address", "problem" -> TableColumn.text(heading);
            default -> TableColumn.right(heading);
        };
    }

    private List<String> cells(List<String> row) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < row.size(); i++) {
            boolean isTime = columns.get(i).endsWith(NANOSECONDS) && isNumber(row.get(i));
            cells.add(isTime ? milliseconds(row.get(i)) : row.get(i));
        }
        return cells;
    }

    private static String milliseconds(String ns) {
        return String.format(Locale.ROOT, ns.matches("[+-].*") ? "%+.3f" : "%.3f", Long.parseLong(ns) / NS_PER_MS);
    }

    /** Writes the servers as an array of objects, which may be empty. */
    void putInto(Json json) {
        json.openArray(HEADING);
        for (List<String> row : rows) {
            json.openElement();
            for (int i = 0; i < row.size(); i++) {
                put(json, columns.get(i), row.get(i));
            }
            json.close();
        }
        json.closeArray();
    }

    /** {@code reach} is octal, which JSON has no numbers for: it stays a string. */
    private static void put(Json object, String column, String value) {
        String key = column.equals(POLL) ? POLL + "_s" : column.replace('-', '_');
        String number = column.equals(POLL) ? value.replaceFirst("s$", "") : value;
        if (value.equals(UNKNOWN) && !column.equals(MARK)) {
            object.putNull(key);
        } else if (isNumber(number) && !column.equals(REACH)) {
            object.put(key, Long.parseLong(number));
        } else {
            object.put(key, value);
        }
    }

    private static boolean isNumber(String value) {
        return value.matches("[+-]?[0-9]{1,18}");
    }
}
