package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints for each kind of request how many get the right time, and compares that with bounds. */
@Tag("verify")
class PlaceCasesTest {
    private static final long FROM = 1_796_083_200; // 2026-12-01
    private static final long HOURS = 2 * 365 * 24;
    private static final long STEP_SECONDS = 6 * 3600;

    private final Places places = Places.load();
    private final ZoneSet zones = new JvmZones();
    private final Map<String, int[]> offsets = new TreeMap<>();

    private enum Outcome {
        RIGHT,
        AMBIGUOUS,
        UNKNOWN,
        WRONG
    }

    private static Stream<String[]> table(String name) throws IOException {
        try (InputStream in = PlaceCasesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1));
        }
    }

    @Test
    void requestsOfEachKindFindTheRightTime() throws IOException {
        Map<String, int[]> counts = new LinkedHashMap<>();
        table("place-cases.tsv").forEach(column -> {
            Outcome outcome = outcome(column[1], column[2]);
            counts.computeIfAbsent(column[0], kind -> new int[Outcome.values().length])[outcome.ordinal()]++;
            counts.computeIfAbsent("all", kind -> new int[Outcome.values().length])[outcome.ordinal()]++;
        });
        System.out.printf(
                "%-38s %6s %9s %7s %5s  %s%n", "requests", "right", "ambiguous", "unknown", "wrong", "bounds");
        var problems = new ArrayList<String>();
        table("place-bounds.tsv").forEach(column -> check(column, counts.remove(column[0]), problems));
        assertEquals(List.of(), problems);
        assertEquals(Map.of(), counts, "kinds without bounds");
    }

    /** @param bounds kind; the least per cent right; the most per cent wrong */
    private static void check(String[] bounds, int[] counts, List<String> problems) {
        double all = Stream.of(Outcome.values())
                .mapToInt(outcome -> counts[outcome.ordinal()])
                .sum();
        double right = 100 * counts[Outcome.RIGHT.ordinal()] / all;
        double wrong = 100 * counts[Outcome.WRONG.ordinal()] / all;
        var line = String.format(
                "%-38s %5.1f%% %9d %7d %5d  right %s%%, wrong %s%%",
                bounds[0],
                right,
                counts[Outcome.AMBIGUOUS.ordinal()],
                counts[Outcome.UNKNOWN.ordinal()],
                counts[Outcome.WRONG.ordinal()],
                bounds[1],
                bounds[2]);
        System.out.println(line);
        if (right < Double.parseDouble(bounds[1]) || wrong > Double.parseDouble(bounds[2])) {
            problems.add(line);
        }
    }

    private Outcome outcome(String line, String right) {
        if (!(RequestParser.parse(line) instanceof Request.Time request)) {
            return Outcome.UNKNOWN; // ME is Maine, and a command
        }
        Resolution resolution = PlaceLookup.resolve(request.place(), zones, places);
        if (resolution instanceof Resolution.Found found) {
            boolean same = Stream.of(right.split("[|]", -1))
                    .anyMatch(id -> zones.find(id)
                            .filter(zone -> agree(zone, found.place().zone()))
                            .isPresent());
            return same ? Outcome.RIGHT : Outcome.WRONG;
        }
        return resolution instanceof Resolution.Ambiguous ? Outcome.AMBIGUOUS : Outcome.UNKNOWN;
    }

    private boolean agree(Zone one, Zone other) {
        return java.util.Arrays.equals(offsets(one), offsets(other));
    }

    private int[] offsets(Zone zone) {
        return offsets.computeIfAbsent(zone.id(), id -> {
            var offsetsThere = new int[(int) (HOURS * 3600 / STEP_SECONDS)];
            for (int i = 0; i < offsetsThere.length; i++) {
                offsetsThere[i] = zone.typeAt(FROM + i * STEP_SECONDS).offsetSeconds();
            }
            return offsetsThere;
        });
    }
}
