package io.timeserverd.place;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rows of all kinds, by id. */
final class Rows {
    private final SortedLines countries = new SortedLines(Resources.read("countries.txt"));
    private final SortedLines regions = new SortedLines(Resources.read("regions.txt"));
    private final SortedLines zoneNames = new SortedLines(Resources.read("zone-names.txt"));
    private final SortedLines places = new SortedLines(Resources.read("places.txt"));

    /** The row of that id, which must exist. */
    Row get(String id) {
        var kind = Kind.ofId(id);
        var lines = file(kind);
        var key = id.getBytes(StandardCharsets.UTF_8);
        int line = lines.ceiling(key);
        if (!lines.isKey(line, key)) {
            throw new IllegalStateException("the place data has no row " + id);
        }
        var column = lines.text(line, lines.next(line) - 1).split("\t", -1);
        return new Row(
                kind,
                id,
                column[1],
                column[2],
                column[3],
                Long.parseLong(column[4]),
                column[5],
                List.of(column[6].split("\\|", -1)));
    }

    private SortedLines file(Kind kind) {
        return switch (kind) {
            case COUNTRY -> countries;
            case REGION -> regions;
            case ZONE_NAME -> zoneNames;
            case PLACE -> places;
        };
    }
}
