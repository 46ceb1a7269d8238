package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneTableTest {
    private static Optional<Timeline> utc() {
        return Optional.of(TimelineBuilder.constant(new LocalType(0, false, "UTC")));
    }

    private static ZoneTable table(String... ids) {
        var rules = new HashMap<String, Supplier<Optional<Timeline>>>();
        for (String id : ids) {
            rules.put(id, ZoneTableTest::utc);
        }
        return new ZoneTable(rules);
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, America/New_York",
        "america/new_york, America/New_York",
        "AMERICA/NEW YORK, America/New_York",
        "etc/gmt+5, Etc/GMT+5",
        "gb-eire, GB-Eire",
        ":America/New_York, America/New_York",
    })
    void findsIdsInAnyCaseWithSpacesOrUnderscoresOrAColon(String text, String id) {
        ZoneTable table = table("America/New_York", "Etc/GMT+5", "Etc/GMT-5", "GB-Eire", "GB");
        assertEquals(id, table.find(text).orElseThrow().id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "New York",
                "America",
                "America/",
                "America/New-York",
                "America/New_York ",
                "../etc/passwd",
                "/etc/passwd",
                ":",
                "::GB",
                ":/etc/passwd",
                "America/../GB",
                "./GB",
                "GB\u0000",
                "\u212agb",
                "GB/"
            })
    void findsNothingForOtherText(String text) {
        assertEquals(Optional.empty(), table("America/New_York", "GB").find(text));
    }

    @Test
    void idsAreSortedInTheirOwnSpelling() {
        assertEquals(
                List.of("GB", "GMT", "US/Pacific", "Zulu"),
                List.copyOf(table("Zulu", "GMT", "US/Pacific", "GB").ids()));
    }

    @Test
    void anEmptyTableFindsNothing() {
        assertEquals(Optional.empty(), table().find("UTC"));
        assertEquals(List.of(), table().ids());
    }

    @Test
    void findsEveryIdOfAFullTable() {
        var ids = new String[1000];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "Area/Town_" + i;
        }
        ZoneTable table = table(ids);
        for (String id : ids) {
            assertEquals(id, table.find(id).orElseThrow().id());
        }
        assertEquals(Optional.empty(), table.find("Area/Town_1000"));
    }

    @Test
    void makesAZoneOnceAndOnDemand() {
        var made = new AtomicInteger();
        var rules = new HashMap<String, Supplier<Optional<Timeline>>>();
        rules.put("UTC", () -> {
            made.incrementAndGet();
            return utc();
        });
        rules.put("Broken", Optional::empty);
        var table = new ZoneTable(rules);
        assertEquals(Optional.empty(), table.find("Broken"));
        assertEquals(0, made.get());
        assertSame(table.find("utc").orElseThrow(), table.find("UTC").orElseThrow());
        assertEquals(1, made.get());
    }

    @Test
    void zonesWithEqualTimelinesShareOne() {
        var rules = new HashMap<String, Supplier<Optional<Timeline>>>();
        var daylight = new LocalType(3600, true, "BST");
        for (String id : List.of("GB", "GB-Eire", "Other")) {
            rules.put(id, () -> {
                var builder = new TimelineBuilder(new LocalType(0, false, "GMT"));
                return Optional.of(
                        builder.add(id.equals("Other") ? 1 : 0, daylight).build());
            });
        }
        var table = new ZoneTable(rules);
        assertSame(timeline(table, "GB"), timeline(table, "GB-Eire"));
        assertNotEquals(timeline(table, "GB"), timeline(table, "Other"));
    }

    private static Timeline timeline(ZoneTable table, String id) {
        return ((TimelineZone) table.find(id).orElseThrow()).timeline();
    }

    @Test
    void findsAKnownZoneWithoutAllocation() {
        ZoneTable table = table("America/New_York", "GB");
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long seconds = 0;
        for (int i = 0; i < 20_000; i++) {
            seconds += table.find("america/new york").orElseThrow().typeAt(i).offsetSeconds();
        }
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            seconds += table.find("america/new york").orElseThrow().typeAt(i).offsetSeconds();
        }
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertEquals(0, seconds);
        // Far less than a byte for each lookup: the rest is that of the measurement.
        assertEquals(0, allocated / 1000);
    }
}
