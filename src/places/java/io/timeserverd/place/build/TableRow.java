package io.timeserverd.place.build;

import java.util.Collection;
import java.util.List;

/**
 * A line of a table: something that a name may mean. All tables have these columns, with tabs between them; items of a list
 * have bars between them.
 *
 * @param id unique among all rows: {@code FR}, {@code US.TX}, {@code US.TX.201}, {@code +ET}, {@code LHR}, or the number of a
 *     place in GeoNames
 * @param country ISO 3166 alpha-2, or empty
 * @param region the first-level division's id, or empty
 * @param district the second-level division's id, or empty
 * @param zone the id of a zone; an offset for some abbreviations
 * @param people how many people live there; 0 if unknown
 * @param rank of a place: {@code capital} of a country, {@code seat} of a first-level division, {@code town} for the seat
 *     of a second-level one; otherwise empty
 * @param latitude degrees north; 0 for a row that is no point
 * @param longitude degrees east; 0 for a row that is no point
 * @param names the names of today, the one to show first
 * @param alternates other names: in other languages, or of other times
 * @param codes its codes
 * @param pinned names and alternates that mean this row before all others
 * @param zones all zones in a country or a division
 * @param detail for a name of a zone, what else it may mean; for a region that was added by hand, the ids of the divisions, or of
 *     the country, in which its places lie
 */
public record TableRow(
        String id,
        String country,
        String region,
        String district,
        String zone,
        long people,
        String rank,
        double latitude,
        double longitude,
        List<String> names,
        List<String> alternates,
        List<String> codes,
        List<String> pinned,
        List<String> zones,
        String detail) {

    private static final int COLUMNS = 15;

    public static TableRow parse(String line) {
        String[] column = line.split("\t", -1);
        if (column.length != COLUMNS) {
            throw new IllegalStateException(column.length + " columns: " + line);
        }
        return new TableRow(
                column[0],
                column[1],
                column[2],
                column[3],
                column[4],
                Long.parseLong(column[5]),
                column[6],
                Double.parseDouble(column[7]),
                Double.parseDouble(column[8]),
                list(column[9]),
                list(column[10]),
                list(column[11]),
                list(column[12]),
                list(column[13]),
                column[14]);
    }

    private static List<String> list(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split("\\|", -1));
    }

    @Override
    public String toString() {
        return String.join(
                "\t",
                id,
                country,
                region,
                district,
                zone,
                Long.toString(people),
                rank,
                degrees(latitude),
                degrees(longitude),
                bars(names),
                bars(alternates),
                bars(codes),
                bars(pinned),
                bars(zones),
                detail);
    }

    private static String bars(Collection<String> list) {
        return String.join("|", list);
    }

    /** With three digits, which are a hundred metres. */
    private static String degrees(double degrees) {
        return degrees == 0 ? "0" : String.format(java.util.Locale.ROOT, "%.3f", degrees);
    }
}
