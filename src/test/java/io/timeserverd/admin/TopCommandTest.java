package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopCommandTest {
    @TempDir
    Path directory;

    private Run run;

    @BeforeEach
    void write() throws Exception {
        new Journals(directory)
                .addThree()
                .add(Journals.entry("2026-11-22T12:00:01Z", "198.51.100.1", "Asia/Kolkata"))
                .close();
        run = new Run(directory);
    }

    @Test
    void countsClients() {
        assertEquals(0, run.of("top", "--by", "client"));
        run.assertPrints("2\t50.0\t198.51.100.1", "1\t25.0\t192.0.2.7", "1\t25.0\t2001:db8::7");
    }

    @Test
    void countsZonesAndShowsWhatHasNone() {
        run.of("top", "--by", "zone");
        run.assertPrints("2\t50.0\tAsia/Kolkata", "1\t25.0\t-", "1\t25.0\tEurope/Paris");
    }

    @Test
    void countsCountries() {
        run.of("top", "--by", "country", "--place", "france");
        run.assertPrints("1\t100.0\tFR");
    }

    @Test
    void countsHours() {
        run.of("top", "--by", "hour", "-n", "1");
        run.assertPrints("2\t50.0\t2026-11-22T12Z");
    }

    @Test
    void countsHoursOfTheChosenZone() {
        run.of("top", "--by", "hour", "-n", "1", "--tz", "Asia/Kolkata");
        run.assertPrints("2\t50.0\t2026-11-22T17+05:30");
    }

    @Test
    void countsHoursOfUtcInJson() {
        run.of("top", "--by", "hour", "-n", "1", "--tz", "Asia/Kolkata", "--json");
        run.assertPrints("{\"hour\":\"2026-11-22T12Z\",\"count\":2,\"of\":4}");
    }

    @Test
    void countsRequestsOutcomesAndPlaces() {
        for (String by : new String[] {"request", "outcome", "place"}) {
            var each = new Run(directory);
            assertEquals(0, each.of("top", "--by", by));
            assertEquals(3, each.lines().size() + (by.equals("request") ? 0 : 1), each.out());
        }
    }

    @Test
    void countsOnlyWhatMatches() {
        run.of("top", "--by", "outcome", "--since", "2026-11-22T12:00:00Z");
        run.assertPrints("2\t100.0\tok");
    }

    @Test
    void drawsBarsOnATerminal() {
        run.onTerminal().of("top", "--by", "outcome");
        run.assertPrints(
                "COUNT  SHARE                                  OUTCOME",
                "    3  75.0%  ██████████████████████████████  ok",
                "    1  25.0%  ██████████                      unknown-place");
    }

    @Test
    void printsJson() {
        run.of("top", "--by", "outcome", "--json", "-n", "1");
        run.assertPrints("{\"outcome\":\"ok\",\"count\":3,\"of\":4}");
    }

    @Test
    void refusesWhatCannotBeCounted() {
        assertEquals(2, run.of("top", "--by", "colour"));
        assertTrue(
                run.err()
                        .contains(
                                "--by must be one of client, zone, place, country, request, outcome, hour, not 'colour'"),
                run.err());
        assertEquals(2, new Run(directory).of("top"));
    }
}
