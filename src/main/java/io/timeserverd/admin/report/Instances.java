package io.timeserverd.admin.report;

import java.util.List;

/** Writes tables whose first column is the name of an instance. That column is left out where there is only one instance. */
final class Instances {
    private Instances() {}

    static void table(Html html, Figures figures, List<Html.Column> columns, List<List<String>> rows) {
        int from = figures.histories().size() > 1 ? 0 : 1;
        html.table(
                columns.subList(from, columns.size()),
                rows.stream().map(row -> row.subList(from, row.size())).toList());
    }
}
