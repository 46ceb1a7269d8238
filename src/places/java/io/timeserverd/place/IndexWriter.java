package io.timeserverd.place;

import io.timeserverd.place.Match.NameType;
import io.timeserverd.place.PlaceFile.Section;
import io.timeserverd.place.PlaceRow.Rank;
import io.timeserverd.place.build.TableRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Writes the index of places from the tables. */
public final class IndexWriter {
    /** Countries besides {@link Codes#CUSTOMARY_COUNTRIES} whose people use codes of two letters for regions. */
    private static final Set<String> IN_USE = Set.of("BR", "DE", "IN", "MX");

    private static final long LARGE = 300_000;

    private final Map<Section, ByteArrayOutputStream> sections = new EnumMap<>(Section.class);
    private final List<TableRow> rows = new ArrayList<>();
    private final List<RowKind> kinds = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> zones = new LinkedHashMap<>();

    /** Countries and keys of the cities that airports are named after. */
    private final Set<String> largeCities = new HashSet<>();

    /** By the ISO 3166-2 codes of regions. */
    private final Map<String, List<String>> abbreviations = new HashMap<>();

    private IndexWriter() {}

    /** Arguments: the directory of tables, the file to write. Does nothing if the file is newer than all that it is made from. */
    public static void main(String[] args) throws IOException {
        var tables = Path.of(args[0]);
        var file = Path.of(args[1]);
        if (isNewer(file, tables)) {
            return;
        }
        var writer = new IndexWriter();
        writer.abbreviations.putAll(RegionAbbreviations.read(tables));
        writer.read(tables.resolve("countries.tsv"), RowKind.COUNTRY);
        writer.read(tables.resolve("regions.tsv"), RowKind.REGION);
        writer.read(tables.resolve("areas.tsv"), RowKind.REGION);
        writer.read(tables.resolve("districts.tsv"), RowKind.DISTRICT);
        writer.read(tables.resolve("zone-names.tsv"), RowKind.ZONE_NAME);
        writer.read(tables.resolve("airports.tsv"), RowKind.AIRPORT);
        writer.read(tables.resolve("places.tsv"), RowKind.PLACE);
        writer.write(Files.readAllLines(tables.resolve("notice.txt")), file);
    }

    /** Whether a file is newer than the tables and the classes of this package. */
    private static boolean isNewer(Path file, Path tables) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        return isNewer(file, tables, "*")
                && isNewer(file, RegionAbbreviations.file(tables).getParent(), "*")
                && isNewer(file, file.resolveSibling("io/timeserverd/place"), "*.class");
    }

    private static boolean isNewer(Path file, Path directory, String which) throws IOException {
        FileTime made = Files.getLastModifiedTime(file);
        try (DirectoryStream<Path> inputs = Files.newDirectoryStream(directory, which)) {
            for (Path input : inputs) {
                if (Files.getLastModifiedTime(input).compareTo(made) >= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private void read(Path table, RowKind kind) throws IOException {
        for (String line : Files.readAllLines(table)) {
            var row = TableRow.parse(line);
            numbers.put(row.id(), rows.size());
            rows.add(row);
            kinds.add(kind);
            if (kind == RowKind.PLACE && row.people() >= LARGE) {
                row.names().forEach(name -> largeCities.add(row.country() + ' ' + NameKeys.of(name)));
            }
        }
    }

    private DataOutputStream section(Section section) {
        return new DataOutputStream(sections.computeIfAbsent(section, s -> new ByteArrayOutputStream()));
    }

    private void write(List<String> notice, Path file) throws IOException {
        for (int i = 0; i < rows.size(); i++) {
            writeRow(rows.get(i), kinds.get(i));
        }
        writeText(section(Section.ZONES), String.join("\n", zones.keySet()) + '\n');
        var keys = new KeyTableWriter();
        for (int i = 0; i < rows.size(); i++) {
            addKeys(i, keys);
        }
        keys.write(section(Section.KEYS), section(Section.BLOCKS), section(Section.HEAVIEST));
        keys.writeTypos(section(Section.BUCKETS), section(Section.TYPOS));
        var cells = new CellWriter();
        for (int i = 0; i < rows.size(); i++) {
            if (kinds.get(i) == RowKind.PLACE) {
                cells.add(i, rows.get(i).latitude(), rows.get(i).longitude());
            }
        }
        cells.write(section(Section.CELLS), section(Section.PLACES));
        var checksum = new CRC32();
        sections.values().forEach(section -> checksum.update(section.toByteArray()));
        var release = String.format(Locale.ROOT, "-%08x", checksum.getValue());
        writeText(
                section(Section.NOTICE),
                notice.stream()
                                .map(line -> line.startsWith("release ") ? line + release : line)
                                .collect(Collectors.joining("\n"))
                        + '\n');
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(PlaceFile.MAGIC);
            for (Section section : Section.values()) {
                out.writeInt(sections.get(section).size());
            }
            for (Section section : Section.values()) {
                sections.get(section).writeTo(out);
            }
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void writeRow(TableRow row, RowKind kind) throws IOException {
        DataOutputStream out = section(Section.ROWS);
        out.writeShort(zone(row.zone()));
        out.writeShort(number(row.country()));
        out.writeShort(number(row.region()));
        out.writeShort(number(row.district()));
        out.writeInt((int) Math.min(Integer.MAX_VALUE, row.people()));
        section(Section.TEXTS);
        out.writeInt(sections.get(Section.TEXTS).size());
        out.writeShort((int) Math.round(row.latitude() / 90 * PlaceTable.WHOLE));
        out.writeShort((int) Math.round(row.longitude() / 180 * PlaceTable.WHOLE));
        out.writeByte(kind.ordinal());
        out.writeByte(rank(row).ordinal());
        out.writeShort(0);
        writeText(
                section(Section.TEXTS),
                String.join("|", row.names())
                        + '\t'
                        + String.join("|", row.codes())
                        + '\t'
                        + String.join("|", row.zones())
                        + '\t'
                        + detail(row, kind)
                        + '\n');
        row.zones().forEach(this::zone);
    }

    private int zone(String id) {
        return zones.computeIfAbsent(id, zone -> zones.size());
    }

    private int number(String id) {
        int number = id.isEmpty() ? PlaceRow.NONE : numbers.getOrDefault(id, PlaceRow.NONE);
        if (number > PlaceRow.NONE) {
            throw new IllegalStateException("too many countries and divisions");
        }
        return number;
    }

    private String detail(TableRow row, RowKind kind) {
        return kind == RowKind.REGION
                ? Stream.of(row.detail().split(" ", -1))
                        .filter(id -> !id.isEmpty())
                        .map(id -> Integer.toString(numbers.get(id)))
                        .collect(Collectors.joining(" "))
                : row.detail();
    }

    private static Rank rank(TableRow row) {
        return row.rank().isEmpty() ? Rank.NONE : Rank.valueOf(row.rank().toUpperCase(Locale.ROOT));
    }

    private void addKeys(int number, KeyTableWriter keys) {
        TableRow row = rows.get(number);
        RowKind kind = kinds.get(number);
        row.pinned().forEach(name -> add(number, name, NameType.PINNED, keys));
        row.names().forEach(name -> add(number, name, NameType.NAME, keys));
        row.alternates().forEach(name -> addAlternate(number, name, keys));
        if (kind == RowKind.AIRPORT) {
            addShortNames(number, row, keys);
        }
        for (String code : row.codes()) {
            NameType nameType = nameType(row, kind, code);
            addCode(number, code, nameType, keys);
            abbreviations
                    .getOrDefault(code, List.of())
                    .forEach(abbreviation -> addCode(number, abbreviation, NameType.QUALIFYING_CODE, keys));
        }
    }

    private void addCode(int number, String code, NameType nameType, KeyTableWriter keys) {
        keys.add(KeyTable.CODE + code, number, kinds.get(number), nameType, weight(number, nameType), true, false);
    }

    private void addShortNames(int number, TableRow airport, KeyTableWriter keys) {
        var names = new AirportNames(
                airport.names().get(0), text -> largeCities.contains(airport.country() + ' ' + NameKeys.of(text)));
        names.names().forEach(name -> add(number, name, NameType.NAME, keys));
        names.alternates().forEach(name -> add(number, name, NameType.ALTERNATE, keys));
    }

    private static NameType nameType(TableRow row, RowKind kind, String code) {
        if (kind != RowKind.REGION || code.indexOf('-') >= 0) {
            return NameType.CODE;
        }
        if (Codes.CUSTOMARY_COUNTRIES.contains(row.country())) {
            return NameType.CUSTOMARY_CODE;
        }
        return IN_USE.contains(row.country()) && code.length() == 2 ? NameType.CODE : NameType.QUALIFYING_CODE;
    }

    /** A name of a country that begins with a caret counts only with its accents: França, not Franca. */
    private void addAlternate(int number, String name, KeyTableWriter keys) {
        if (name.charAt(0) == KeyTable.ACCENTED) {
            String key = KeyTable.ACCENTED + NameKeys.accented(name.substring(1));
            keys.add(
                    key, number, RowKind.COUNTRY, NameType.ALTERNATE, weight(number, NameType.ALTERNATE), false, false);
        } else {
            add(number, name, NameType.ALTERNATE, keys);
        }
    }

    private long weight(int number, NameType nameType) {
        TableRow row = rows.get(number);
        return Ranking.weight(kinds.get(number), rank(row), row.people(), nameType);
    }

    private void add(int number, String name, NameType nameType, KeyTableWriter keys) {
        TableRow row = rows.get(number);
        String key = NameKeys.of(name);
        boolean suggested = switch (kinds.get(number)) {
            case COUNTRY, REGION, ZONE_NAME -> nameType != NameType.ALTERNATE;
            case PLACE ->
                row.people() >= (nameType == NameType.ALTERNATE ? 500_000 : 5_000)
                        || !row.rank().isEmpty();
            case DISTRICT, AIRPORT -> false;
        };
        if (!key.isEmpty()) {
            boolean plain = nameType == NameType.PINNED
                    ? isPlain(row, key)
                    : NameKeys.accented(name).equals(key);
            keys.add(key, number, kinds.get(number), nameType, weight(number, nameType), plain, suggested);
        }
    }

    /** Whether the names with the key of a pin have no accents. The pin itself is written without. */
    private static boolean isPlain(TableRow row, String key) {
        List<String> names = row.names().stream()
                .filter(name -> NameKeys.of(name).equals(key))
                .toList();
        return names.isEmpty()
                || names.stream().anyMatch(name -> NameKeys.accented(name).equals(key));
    }
}
