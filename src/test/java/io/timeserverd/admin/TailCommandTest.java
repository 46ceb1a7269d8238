package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.Entry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailCommandTest {
    @TempDir
    Path directory;

    private Journals journal;
    private Run run;

    @BeforeEach
    void write() throws Exception {
        journal = new Journals(directory).addThree();
        run = new Run(directory);
    }

    @Test
    void printsTheLastRecordsOldestFirst() {
        assertEquals(0, run.of("tail", "-n", "2"));
        assertEquals(List.of("2", "3"), run.ids());
    }

    @Test
    void printsNoMoreThanThereAre() {
        assertEquals(0, run.of("tail"));
        assertEquals(List.of("1", "2", "3"), run.ids());
    }

    @Test
    void printsTheLastThatMatch() {
        run.of("tail", "-n", "1", "--outcome", "error");
        assertEquals(List.of("2"), run.ids());
    }

    @Test
    void readsTheJournalOfAStoppedDaemon() {
        journal.close();
        run.of("tail");
        assertEquals(List.of("1", "2", "3"), run.ids());
    }

    @Test
    void followsWhatComesAndPrintsEachRecordOnce() {
        var looks = new int[] {0};
        run.pausing(length -> addOneAndLookTwice(looks)).of("tail", "-n", "1", "-f");
        assertEquals(List.of("3", "4"), run.ids());
    }

    @Test
    void keepsItsColumnsWhileItFollows() {
        var looks = new int[] {0};
        run.onTerminal(120)
                .pausing(length -> {
                    if (looks[0]++ == 0) {
                        journal.add(
                                entry("2001:db8:1234:5678::9", "America/Argentina/Buenos_Aires"), entry("::9", "UTC"));
                    }
                    return looks[0] < 3;
                })
                .of("tail", "-n", "1", "-f");
        run.assertPrints(
                "    ID  TIME                      CLIENT           OUTCOME        ZONE              PLACE"
                        + "              REQUEST",
                "     3  2026-11-22T12:00:00.000Z  198.51.100.1     ok             Asia/Kolkata      -"
                        + "                  Asia/Kolkata",
                "     4  2026-11-22T12:10:00.000Z  2001:db8:1234:…  ok             America/Argenti…  -"
                        + "                  America/Argentin…",
                "     5  2026-11-22T12:10:00.000Z  ::9              ok             UTC               -"
                        + "                  UTC");
    }

    @Test
    void followsWhatMatchesOnly() {
        var looks = new int[] {0};
        run.pausing(length -> addOneAndLookTwice(looks)).of("tail", "-n", "1", "-f", "--zone", "Asia/Kolkata");
        assertEquals(List.of("3"), run.ids());
    }

    @Test
    void followsAnEmptyJournalFromItsBeginning(@TempDir Path empty) throws Exception {
        try (var other = new Journals(empty)) {
            var looks = new int[] {0};
            Run following = new Run(empty).pausing(length -> {
                if (looks[0]++ == 1) {
                    other.add(entry());
                }
                return looks[0] < 3;
            });
            assertEquals(0, following.of("tail", "-f"));
            assertEquals(List.of("1"), following.ids());
        }
    }

    @Test
    void refusesMoreThanItCanHold() {
        assertEquals(2, run.of("tail", "-n", "100001"));
        assertTrue(run.err().contains("at most 100000"), run.err());
    }

    private boolean addOneAndLookTwice(int[] looks) {
        if (looks[0]++ == 0) {
            journal.add(entry());
        }
        return looks[0] < 3;
    }

    private static Entry entry() {
        return entry("192.0.2.9", "UTC");
    }

    private static Entry entry(String client, String request) {
        try {
            return Journals.entry("2026-11-22T12:10:00Z", client, request);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
