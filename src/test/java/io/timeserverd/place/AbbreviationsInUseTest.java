package io.timeserverd.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.TreeResult;
import io.timeserverd.zone.TreeWatch;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Needs the system's tree of zones; Debian's package is {@code tzdata}. */
@Tag("verify")
class AbbreviationsInUseTest {
    private static final long NOW = Instant.parse("2026-11-22T00:00:00Z").getEpochSecond();

    @Test
    void everyAbbreviationInUseHasOneOfItsOffsets() {
        TreeResult result = new TreeWatch(Path.of("/usr/share/zoneinfo")).open();
        ZoneSet zones = assertInstanceOf(TreeResult.Loaded.class, result, "install tzdata: " + result)
                .zones();
        Map<String, Set<Integer>> offsets = new HashMap<>();
        for (String id : zones.ids()) {
            for (LocalType type : typesOfAYear(zones.find(id).orElseThrow())) {
                if (type.abbreviation().matches("[A-Za-z]{3,}")) {
                    offsets.computeIfAbsent(type.abbreviation(), a -> new HashSet<>())
                            .add(type.offsetSeconds());
                }
            }
        }
        var wrong = new ArrayList<String>();
        offsets.forEach((abbreviation, known) -> {
            Resolution resolution = TestData.PLACES.resolve(abbreviation, zones);
            if (!(resolution instanceof Resolution.Found found)
                    || typesOfAYear(found.place().zone()).stream()
                            .noneMatch(type -> known.contains(type.offsetSeconds()))) {
                wrong.add(abbreviation + ' ' + resolution);
            }
        });
        assertEquals(List.of(), wrong);
    }

    private static List<LocalType> typesOfAYear(Zone zone) {
        var types = new ArrayList<LocalType>();
        types.add(zone.typeAt(NOW));
        zone.next(NOW).ifPresent(next -> {
            if (next.epochSecond() < NOW + 366 * 86_400) {
                types.add(next.after());
            }
        });
        return types;
    }
}
