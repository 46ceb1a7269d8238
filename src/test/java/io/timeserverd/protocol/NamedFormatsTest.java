package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.place.Note;
import io.timeserverd.place.Place;
import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.Zone;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedFormatsTest {
    private static final String SUNDAY = "2026-11-22T12:38:34.999999999Z";
    private static final Zone KIRITIMATI = RulesZone.of("Pacific/Kiritimati", Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iso     | 2026-11-22T13:38:34+01:00",
                "iso3    | 2026-11-22T13:38:34.999+01:00",
                "iso6    | 2026-11-22T13:38:34.999999+01:00",
                "iso9    | 2026-11-22T13:38:34.999999999+01:00",
                "unix    | 1795351114",
                "unix3   | 1795351114.999",
                "unix6   | 1795351114.999999",
                "unix9   | 1795351114.999999999",
                "rfc5322 | Sun, 22 Nov 2026 13:38:34 +0100",
                "http    | Sun, 22 Nov 2026 12:38:34 GMT",
                "mjd     | 61366.526793",
                "week    | 2026-W47-7",
                "long    | 2026-11-22 13:38:34 CET +0100 Europe/Paris",
                "next    | 2027-03-28T02:00:00+01:00 +0100 CET -> +0200 CEST",
            })
    void eachFormatWritesItsDocumentedForm(String format, String reply) {
        assertEquals(reply, Formats.render(format, SUNDAY, RulesZone.PARIS));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 500000000, -1, -0.500, -0.500000, -0.500000000",
        "-2, 750000000, -2, -1.250, -1.250000, -1.250000000",
        "-1, 1, -1, -1.000, -1.000000, -0.999999999",
        "-1, 999999999, -1, -0.001, -0.000001, -0.000000001",
        "-1, 0, -1, -1.000, -1.000000, -1.000000000",
        "0, 1, 0, 0.000, 0.000000, 0.000000001",
        "-62135596800, 1, -62135596800, -62135596800.000, -62135596800.000000, -62135596799.999999999",
    })
    void unixTimesAreDecimalNumbersThatAreNeverLater(
            long second, int nano, String none, String three, String six, String nine) {
        var instant = Instant.ofEpochSecond(second, nano);
        var utc = Place.ofZone(RulesZone.UTC);
        assertEquals(none, Formats.render("unix", instant, utc));
        assertEquals(three, Formats.render("unix3", instant, utc));
        assertEquals(six, Formats.render("unix6", instant, utc));
        assertEquals(nine, Formats.render("unix9", instant, utc));
    }

    @ParameterizedTest
    @CsvSource({
        "1858-11-17T00:00:00Z, 0.000000",
        "1858-11-16T18:00:00Z, -0.250000",
        "1858-11-15T06:00:00Z, -1.750000",
        "1858-11-16T23:59:59.999999999Z, -0.000001",
        "1970-01-01T00:00:00Z, 40587.000000",
        "1970-01-01T23:59:59.999999999Z, 40587.999999",
        "2000-01-01T12:00:00Z, 51544.500000",
        "0001-01-01T00:00:00Z, -678575.000000",
    })
    void mjdCountsDaysOfUtcAndIsCutOff(String instant, String mjd) {
        assertEquals(mjd, Formats.render("mjd", instant, RulesZone.UTC));
        assertEquals(mjd, Formats.render("mjd", instant, KIRITIMATI));
    }

    @ParameterizedTest
    @CsvSource({
        "2004-12-31, 2004-W53-5",
        "2005-01-01, 2004-W53-6",
        "2005-01-02, 2004-W53-7",
        "2005-01-03, 2005-W01-1",
        "2007-12-30, 2007-W52-7",
        "2007-12-31, 2008-W01-1",
        "2008-12-28, 2008-W52-7",
        "2008-12-29, 2009-W01-1",
        "2009-12-31, 2009-W53-4",
        "2010-01-03, 2009-W53-7",
        "2012-01-01, 2011-W52-7",
        "2020-12-31, 2020-W53-4",
        "2021-01-03, 2020-W53-7",
        "2021-01-04, 2021-W01-1",
        "0001-01-01, 0001-W01-1",
        "9999-12-31, 9999-W52-5",
    })
    void weeksAtTheTurnOfTheYearFollowIso8601(String date, String week) {
        assertEquals(week, Formats.render("week", date + "T12:00:00Z", RulesZone.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "1800-01-01T00:00:00Z, 1799-12-31T23:16:52-00:43:08, -0043",
        "1960-01-01T00:00:00Z, 1959-12-31T23:15:30-00:44:30, -0044",
        "2000-01-01T00:00:00Z, 2000-01-01T00:00:00+00:00, +0000",
    })
    void offsetsKeepTheirSecondsInIsoOnly(String instant, String iso, String mailOffset) {
        assertEquals(iso, Formats.render("iso", instant, RulesZone.MONROVIA));
        String mail = Formats.render("rfc5322", instant, RulesZone.MONROVIA);
        assertEquals(mailOffset, mail.substring(mail.length() - 5));
    }

    @Test
    void theEndsOfTimeKeepTheirLocalYear() {
        assertEquals("+10000-01-01T13:59:59+14:00", Formats.render("iso", "9999-12-31T23:59:59Z", KIRITIMATI));
        assertEquals("0000-12-31T23:16:52-00:43:08", Formats.render("iso", "0001-01-01T00:00:00Z", RulesZone.MONROVIA));
    }

    @Test
    void httpIsGmtWhateverTheZone() {
        assertEquals("Thu, 01 Jan 1970 00:00:00 GMT", Formats.render("http", "1970-01-01T00:00:00Z", KIRITIMATI));
    }

    @Test
    void longNamesThePlace() {
        var paris = new Place("Paris", "Ile-de-France", "France", "FR", RulesZone.PARIS, Note.NONE);
        assertEquals(
                "2026-11-22 13:38:34 CET +0100 Europe/Paris, Paris, Ile-de-France, France",
                Formats.render("long", Instant.parse(SUNDAY), paris));
    }

    @Test
    void longLeavesOutWhatIsEmptyAndAddsTheNote() {
        var place = new Place("Zürich", "", "Switzerland", "CH", RulesZone.PARIS, Note.of("or Zurich, NL"));
        assertEquals(
                "2026-11-22 13:38:34 CET +0100 Europe/Paris, Zürich, Switzerland (or Zurich, NL)",
                Formats.render("long", Instant.parse(SUNDAY), place));
    }

    @Test
    void nextSaysWhenThereIsNone() {
        assertEquals("none", Formats.render("next", SUNDAY, RulesZone.UTC));
    }

    @Test
    void nextIsLaterThanTheInstant() {
        assertEquals(
                "2027-10-31T03:00:00+02:00 +0200 CEST -> +0100 CET",
                Formats.render("next", "2027-03-28T01:00:00Z", RulesZone.PARIS));
    }

    @Test
    void nextSkipsChangesOfTheAbbreviationAlone() {
        var before = new LocalType(3600, false, "AAA");
        var renamed = new LocalType(3600, false, "BBB");
        var moved = new LocalType(7200, false, "BBB");
        Zone zone = zoneWith(new Transition(100, before, renamed), new Transition(200, renamed, moved));
        assertEquals(
                "1970-01-01T01:03:20+01:00 +0100 BBB -> +0200 BBB",
                Formats.render("next", "1970-01-01T00:00:00Z", zone));
    }

    @Test
    void nextGivesUpOnAZoneThatOnlyChangesItsAbbreviation() {
        var type = new LocalType(3600, false, "AAA");
        var zone = (Zone) Proxy.newProxyInstance(
                Zone.class.getClassLoader(),
                new Class<?>[] {Zone.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "typeAt" -> type;
                    case "next" -> Optional.of(new Transition((long) arguments[0] + 1, type, type));
                    default -> throw new AssertionError(method);
                });
        assertEquals("none", Formats.render("next", "1970-01-01T00:00:00Z", zone));
    }

    private static Zone zoneWith(Transition first, Transition second) {
        return (Zone) Proxy.newProxyInstance(
                Zone.class.getClassLoader(),
                new Class<?>[] {Zone.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "typeAt" -> first.before();
                    case "next" -> Optional.of((long) arguments[0] < first.epochSecond() ? first : second);
                    default -> throw new AssertionError(method);
                });
    }
}
