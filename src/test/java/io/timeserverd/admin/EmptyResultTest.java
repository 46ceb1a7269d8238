package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyResultTest {
    private static final String EXTENT =
            "the journal has records from 2026-11-22T10:00:00.500Z to 2026-11-22T12:00:00.000Z\n";

    @TempDir
    Path directory;

    private void assertSays(String expected, String... words) throws Exception {
        new Journals(directory).addThree().close();
        var run = new Run(directory);
        assertEquals(0, run.of(words));
        assertEquals(expected, run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "tail", "stats", "top --by zone", "export --format csv"})
    void namesTheFiltersAndHowManyRecordsWereSearched(String command) throws Exception {
        assertSays(
                "timeserver-admin: no record matches --client 10.0.0.1\n"
                        + "timeserver-admin: searched 3 of 3 records; " + EXTENT,
                (command + " --client 10.0.0.1").split(" "));
    }

    @Test
    void namesThePeriod() throws Exception {
        assertSays(
                "timeserver-admin: no record matches --since 2h --until 31m --grep '+json x'\n"
                        + "timeserver-admin: searched 1 of 3 records, from 2026-11-22T10:30:00.000Z, until before"
                        + " 2026-11-22T11:59:00.000Z; " + EXTENT,
                "query",
                "--since",
                "2h",
                "--until",
                "31m",
                "--grep",
                "+json x");
    }

    @Test
    void namesThePeriodInTheChosenZone() throws Exception {
        assertSays(
                "timeserver-admin: no record matches --since 2027-01-01\n"
                        + "timeserver-admin: searched 0 of 3 records, from 2027-01-01T00:00:00.000+09:00 on; the journal has"
                        + " records from 2026-11-22T19:00:00.500+09:00 to 2026-11-22T21:00:00.000+09:00\n",
                "query",
                "--since",
                "2027-01-01",
                "--tz",
                "Asia/Tokyo");
    }

    @Test
    void saysThatTheJournalIsEmpty() throws Exception {
        new Journals(directory).close();
        var run = new Run(directory);
        assertEquals(0, run.of("query", "--client", "10.0.0.1"));
        assertEquals("timeserver-admin: there are no records in " + directory + "\n", run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"query --limit 0", "query --client 192.0.2.7", "tail -f --client 10.0.0.1"})
    void isSilentWhereNothingWasAskedForOrARecordMatchesOrMayStillCome(String command) throws Exception {
        assertSays("", command.split(" "));
    }

    @Test
    void saysItOnceForSeveralInstances(@TempDir Path root) throws Exception {
        for (String name : List.of("a", "b")) {
            new Journals(root.resolve(name)).addThree().close();
        }
        var run = new Run(root);
        assertEquals(0, run.of("query", "--instance", "a,b", "--zone", "Asia/Tokyo"));
        assertEquals(
                "timeserver-admin: no record matches --zone Asia/Tokyo\n"
                        + "timeserver-admin: searched 6 of 6 records; " + EXTENT,
                run.err());
    }
}
