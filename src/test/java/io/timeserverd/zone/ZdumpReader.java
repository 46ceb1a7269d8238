package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The transitions of a zone as zdump(8) prints them. */
final class ZdumpReader {
    static final int FIRST_YEAR = 1900;
    static final int LAST_YEAR = 2100;

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** {@code FILE  Sun Mar 26 01:00:00 2000 UT = Sun Mar 26 03:00:00 2000 CEST isdst=1 gmtoff=7200}. */
    private static final Pattern LINE = Pattern.compile(
            "\\S+ +\\w+ (\\w+) +(\\d+) (\\d\\d):(\\d\\d):(\\d\\d) (\\d+) UT = .* (\\S+) isdst=(\\d) gmtoff=(-?\\d+)");

    private ZdumpReader() {}

    /** What clocks show at one second. */
    record Moment(long epochSecond, LocalType type) {}

    /** The seconds before and at each transition of the zone in {@code file}, in order. */
    static List<Moment> moments(Path file) {
        var moments = new ArrayList<Moment>();
        var command = List.of("zdump", "-v", "-c", FIRST_YEAR + "," + LAST_YEAR, file.toString());
        Program.run("libc-bin", file.getParent(), Map.of(), command, line -> {
            if (!line.endsWith("= NULL")) {
                moments.add(moment(line));
            }
        });
        return moments;
    }

    private static Moment moment(String line) {
        Matcher match = LINE.matcher(line);
        if (!match.matches()) {
            throw new IllegalArgumentException(line);
        }
        var utc = LocalDateTime.of(
                Integer.parseInt(match.group(6)),
                MONTHS.indexOf(match.group(1)) + 1,
                Integer.parseInt(match.group(2)),
                Integer.parseInt(match.group(3)),
                Integer.parseInt(match.group(4)),
                Integer.parseInt(match.group(5)));
        var type =
                new LocalType(Integer.parseInt(match.group(9)), match.group(8).equals("1"), match.group(7));
        return new Moment(utc.toEpochSecond(ZoneOffset.UTC), type);
    }

    /** Fails at the first moment at which {@code zone} differs. */
    static void assertSame(List<Moment> expected, Zone zone) {
        List<Moment> actual = moments(zone);
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i), zone::id);
        }
        assertEquals(expected.size(), actual.size(), zone::id);
    }

    private static List<Moment> moments(Zone zone) {
        var moments = new ArrayList<Moment>();
        long end = LocalDateTime.of(LAST_YEAR, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        Optional<Transition> next =
                zone.next(LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) - 1);
        while (next.isPresent() && next.get().epochSecond() < end) {
            long at = next.get().epochSecond();
            moments.add(new Moment(at - 1, zone.typeAt(at - 1)));
            moments.add(new Moment(at, zone.typeAt(at)));
            next = zone.next(at);
        }
        return moments;
    }
}
