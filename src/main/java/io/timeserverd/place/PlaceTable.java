package io.timeserverd.place;

import io.timeserverd.place.PlaceFile.Section;
import io.timeserverd.place.PlaceRow.Rank;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The rows of the data by number. A row has 24 bytes: zone (2), country, region, district (2 each), people (4), where its text
 * begins (4), latitude and longitude (2 each), kind, rank (1 each), unused (2). Its text is a line of four columns with tabs
 * between them: names, the one to show first; codes; zones; the detail. The first three are lists with bars between the items.
 */
final class PlaceTable {
    static final int BYTES = 24;

    /** The number that stands for a latitude of 90 degrees, or a longitude of 180. */
    static final int WHOLE = 32_767;

    private static final int COUNTRY = 2;
    private static final int REGION = 4;
    private static final int DISTRICT = 6;
    private static final int PEOPLE = 8;
    private static final int TEXT = 12;
    private static final int LATITUDE = 16;
    private static final int LONGITUDE = 18;
    private static final int KIND = 20;
    private static final int RANK = 21;

    private static final int CODES = 1;
    private static final int ZONES = 2;
    private static final int DETAIL = 3;

    private static final RowKind[] KINDS = RowKind.values();
    private static final Rank[] RANKS = Rank.values();

    private final ByteBuffer rows;
    private final ByteBuffer texts;
    private final List<String> zoneIds;

    PlaceTable(PlaceFile file) {
        rows = file.section(Section.ROWS);
        texts = file.section(Section.TEXTS);
        zoneIds = file.lines(Section.ZONES);
    }

    PlaceRow get(int number) {
        int at = number * BYTES;
        return new PlaceRow(
                number,
                kind(number),
                RANKS[rows.get(at + RANK)],
                unsigned(at),
                country(number),
                region(number),
                district(number),
                rows.getInt(at + PEOPLE));
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(rows.getShort(at));
    }

    RowKind kind(int number) {
        return KINDS[rows.get(number * BYTES + KIND)];
    }

    int country(int number) {
        return unsigned(number * BYTES + COUNTRY);
    }

    int region(int number) {
        return unsigned(number * BYTES + REGION);
    }

    int district(int number) {
        return unsigned(number * BYTES + DISTRICT);
    }

    /** Degrees north. */
    double latitude(int number) {
        return rows.getShort(number * BYTES + LATITUDE) * 90.0 / WHOLE;
    }

    /** Degrees east. */
    double longitude(int number) {
        return rows.getShort(number * BYTES + LONGITUDE) * 180.0 / WHOLE;
    }

    /** The id of a zone, or an offset. */
    String zone(int zone) {
        return zoneIds.get(zone);
    }

    /** The number of a zone; negative if the data does not have it. */
    int zoneNumber(String id) {
        return zoneIds.indexOf(id);
    }

    int zoneCount() {
        return zoneIds.size();
    }

    /** The name to show first. */
    String name(int number) {
        int start = rows.getInt(number * BYTES + TEXT);
        int end = start;
        while (texts.get(end) != '|' && texts.get(end) != '\t') {
            end++;
        }
        return PlaceFile.text(texts, start, end);
    }

    /** The names of today, the one to show first. */
    List<String> names(int number) {
        return list(column(number, 0));
    }

    List<String> codes(int number) {
        return list(column(number, CODES));
    }

    /** The ids of all zones in a country or a division. */
    List<String> zones(int number) {
        return list(column(number, ZONES));
    }

    /**
     * For a name of a zone, what else it may mean. For a region that was added by hand, the numbers of the divisions, or of the
     * country, in which its places lie.
     */
    String detail(int number) {
        return column(number, DETAIL);
    }

    private static List<String> list(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split("\\|", -1));
    }

    private String column(int number, int column) {
        int start = rows.getInt(number * BYTES + TEXT);
        for (int before = 0; before < column; before++) {
            start = end(start);
            if (texts.get(start) == '\n') {
                return "";
            }
            start++;
        }
        return PlaceFile.text(texts, start, end(start));
    }

    private int end(int start) {
        int end = start;
        while (texts.get(end) != '\t' && texts.get(end) != '\n') {
            end++;
        }
        return end;
    }
}
