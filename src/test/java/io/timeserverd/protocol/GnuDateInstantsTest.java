package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Places;
import io.timeserverd.zone.LocalInstants;
import io.timeserverd.zone.TreeResult;
import io.timeserverd.zone.TreeWatch;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares every form of an instant that both know with the date(1) of this machine. */
@Tag("verify")
class GnuDateInstantsTest {
    private static final List<String> IDS = List.of(
            "Europe/Paris",
            "Europe/London",
            "Europe/Dublin",
            "America/New_York",
            "America/Santiago",
            "Africa/Cairo",
            "Asia/Kolkata",
            "Asia/Jerusalem",
            "Australia/Lord_Howe",
            "Australia/Sydney",
            "Pacific/Kiritimati");

    /** Patterns of a date-time, without a zone or with one that has no changes. */
    private static final List<String> DATE_TIMES = List.of(
            "uuuu-MM-dd HH:mm",
            "uuuu-MM-dd'T'HH:mm:ss",
            "uuuu-MM-dd H:mm:ss",
            "uuuuMMdd HH:mm:ss",
            "uuuuMMdd HHmm",
            "uuuu-MM-dd h:mm a",
            "uuuu-MM-dd h a",
            "uuuu-M-d HH:mm",
            "uuuu/MM/dd HH:mm",
            "uuuu-MM-dd HH:mm:ss.SSS",
            "uuuu-MM-dd HH:mm:ss,SSS",
            "uuuu-MM-dd HH:mm:ss 'UTC'",
            "uuuu-MM-dd HH:mm:ss'Z'",
            "uuuu-MM-dd HH:mm 'GMT'",
            "uuuu-MM-dd HH:mm 'EST'",
            "uuuu-MM-dd HH:mm 'EDT'",
            "uuuu-MM-dd HH:mm 'PDT'",
            "uuuu-MM-dd HH:mm 'CET'",
            "uuuu-MM-dd HH:mm 'CEST'",
            "uuuu-MM-dd HH:mm 'JST'",
            "uuuu-MM-dd HH:mm 'MSK'",
            "uuuu-MM-dd'T'HH:mm:ss'+05:30'",
            "uuuuMMdd HH:mm '-0930'",
            "uuuu-MM-dd HH:mm 'UTC+2'",
            "uuuu-MM-dd 'UTC'");

    private static final List<String> DATES = List.of("uuuuMMdd", "uuuu-MM-dd", "uuuu-M-d", "uuuu/M/d");

    private static final List<String> TIMES_OF_TODAY =
            List.of("12:30", "9:15:07", "1:00 pm", "14:30 UTC", "14:30 +05:30");

    private static final long FROM = LocalDateTime.of(2007, 3, 12, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long TO = LocalDateTime.of(2037, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final int ROUNDS = 200;

    private static ZoneSet zones;
    private static InstantResolver resolver;

    @TempDir
    Path directory;

    @BeforeAll
    static void loadZones() {
        TreeResult tree = new TreeWatch(Path.of("/usr/share/zoneinfo")).open();
        zones = assertInstanceOf(TreeResult.Loaded.class, tree, "Debian's package tzdata")
                .zones();
        resolver = new InstantResolver(zones, Places.load());
    }

    @Test
    void datesAndTimesAgree() {
        int compared = 0;
        for (String id : IDS) {
            Zone zone = zones.find(id).orElseThrow();
            var texts = new ArrayList<String>();
            for (LocalDateTime local : locals(zone)) {
                texts.addAll(texts(local, zone));
            }
            compared += compare(texts, zone);
        }
        assertTrue(compared > 50_000, "compared: " + compared);
    }

    /** Also in folds and gaps. */
    @Test
    void theAbbreviationsOfAZoneAgree() {
        int compared = 0;
        for (String id : IDS) {
            Zone zone = zones.find(id).orElseThrow();
            compared += compare(
                    locals(zone).stream()
                            .flatMap(local -> abbreviated(local, zone))
                            .toList(),
                    zone);
        }
        assertTrue(compared > 5_000, "compared: " + compared);
    }

    @Test
    void aTimeAloneIsTodayForBoth() {
        for (String id : IDS) {
            Zone zone = zones.find(id).orElseThrow();
            String today;
            do { // again if midnight came in between
                today = GnuDate.understand("%F", id, List.of("now"), directory);
                assertEquals(TIMES_OF_TODAY.size(), compare(TIMES_OF_TODAY, zone));
            } while (!today.equals(GnuDate.understand("%F", id, List.of("now"), directory)));
        }
    }

    /** Random ones, and some around changes of the clocks. */
    private static List<LocalDateTime> locals(Zone zone) {
        var random = new Random(zone.id().hashCode());
        var locals = new ArrayList<LocalDateTime>();
        for (int i = 0; i < ROUNDS; i++) {
            long at = random.nextLong(FROM, TO);
            locals.add(LocalDateTime.ofEpochSecond(at, random.nextInt(1_000) * 1_000_000, ZoneOffset.UTC));
            zone.next(at).ifPresent(change -> {
                long wall = change.epochSecond() + change.before().offsetSeconds() + random.nextLong(-7200, 7200);
                locals.add(LocalDateTime.ofEpochSecond(wall, 0, ZoneOffset.UTC));
            });
        }
        return locals;
    }

    /** Leaves out gaps, which date refuses, and folds, where it takes either side. */
    private static List<String> texts(LocalDateTime local, Zone zone) {
        Predicate<LocalDateTime> comesOnce = some -> zone.instantsOf(some) instanceof LocalInstants.One;
        var texts = new ArrayList<String>();
        if (comesOnce.test(local)) {
            DATE_TIMES.forEach(pattern -> texts.add(text(pattern, local)));
        }
        if (comesOnce.test(local.toLocalDate().atStartOfDay())) {
            DATES.forEach(pattern -> texts.add(text(pattern, local)));
        }
        return texts;
    }

    private static Stream<String> abbreviated(LocalDateTime local, Zone zone) {
        long about = local.toEpochSecond(ZoneOffset.UTC);
        return Stream.of(about - 86_400, about + 86_400, about + 182 * 86_400)
                .map(at -> zone.typeAt(at).abbreviation())
                .filter(abbreviation -> abbreviation.chars().allMatch(Character::isLetter))
                .map(abbreviation -> text("uuuu-MM-dd HH:mm:ss", local) + " " + abbreviation);
    }

    private static String text(String pattern, LocalDateTime local) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(local);
    }

    /** Returns how many of the texts date understood. */
    private int compare(List<String> texts, Zone zone) {
        int compared = 0;
        var now = new Reading(Instant.now(), ClockState.SYNCHRONISED, 0, 1, Leap.NONE);
        String[] theirs =
                GnuDate.understand("%s.%N", zone.id(), texts, directory).split("\n", -1);
        for (int i = 0; i < texts.size(); i++) {
            RequestedInstant instant = resolver.resolve(RequestedInstant.parse(texts.get(i)), zone, now);
            String ours = instant instanceof RequestedInstant.At at ? text(at.instant()) : instant.toString();
            if (!theirs[i].startsWith("date: invalid date")) { // so it refuses the abbreviation of winter in summer
                assertEquals(theirs[i], ours, texts.get(i) + " in " + zone.id());
                compared++;
            }
        }
        assertEquals(texts.size() + 1, theirs.length);
        return compared;
    }

    private static String text(Instant instant) {
        var out = new Output();
        Decimal.seconds(instant.getEpochSecond(), instant.getNano(), 9, out);
        return out.toString();
    }
}
