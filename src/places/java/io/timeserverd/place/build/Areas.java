package io.timeserverd.place.build;

import io.timeserverd.place.Keys;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Islands and stretches of land kept by hand; in the data they are regions whose names are pinned to them. */
final class Areas {
    private Areas() {}

    /** Columns: country, name, zone, people, more names. */
    static List<Row> rows(Sources sources) {
        return sources.handTable("areas.tsv").stream().map(Areas::row).toList();
    }

    private static Row row(String[] column) {
        var keys = new LinkedHashSet<String>();
        Stream.concat(Stream.of(column[1]), Stream.of(column[4].split("\\|", -1)))
                .map(Keys::of)
                .filter(key -> !key.isEmpty())
                .forEach(key -> keys.add(key + '!'));
        // No code of GeoNames is so long.
        var code = Keys.of(column[1]);
        return new Row(
                column[0] + '.' + code,
                column[0],
                code,
                column[2],
                Long.parseLong(column[3]),
                "",
                List.of(column[1]),
                keys,
                Set.of());
    }
}
