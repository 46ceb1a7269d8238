package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.List;
import java.util.stream.Stream;

/** Islands and areas that are kept by hand. In the data they are regions with pinned names. */
final class Areas {
    private Areas() {}

    /** Columns: country, name, zone, people, more names, the divisions in which its places lie, which may be empty. */
    static List<TableRow> rows(Sources sources) {
        return sources.handTable("areas.tsv").stream().map(Areas::row).toList();
    }

    private static TableRow row(String[] column) {
        List<String> names = Stream.of(column[1] + '|' + column[4])
                .flatMap(list -> Stream.of(list.split("\\|", -1)))
                .filter(name -> !name.isEmpty())
                .toList();
        return new TableRow(
                column[0] + "." + NameKeys.of(column[1]), // longer than any code of GeoNames
                column[0],
                "",
                "",
                column[2],
                Long.parseLong(column[3]),
                "",
                0,
                0,
                names,
                List.of(),
                List.of(),
                names,
                List.of(column[2]),
                column[5].isEmpty() ? column[0] : column[5]);
    }
}
