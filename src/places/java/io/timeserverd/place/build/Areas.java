package io.timeserverd.place.build;

import io.timeserverd.place.NameKeys;
import java.util.List;
import java.util.stream.Stream;

/** Islands and stretches of land kept by hand; in the data they are regions whose names are pinned to them. */
final class Areas {
    private Areas() {}

    /** Columns: country, name, zone, people, more names, divisions that it has places in or nothing. */
    static List<TableRow> rows(Sources sources) {
        return sources.handTable("areas.tsv").stream().map(Areas::row).toList();
    }

    private static TableRow row(String[] column) {
        var names = Stream.of(column[1] + '|' + column[4])
                .flatMap(list -> Stream.of(list.split("\\|", -1)))
                .filter(name -> !name.isEmpty())
                .toList();
        return new TableRow(
                column[0] + "." + NameKeys.of(column[1]), // no code of GeoNames is so long
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
