package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.journal.Entry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {
    private static final String HEADER = "id,time,answered,client,listener,request,outcome,place,country,zone,format,"
            + "zone_release,place_release,clock_state,error_bound_ns,reply_crc32c,port,requests,last_time";

    @TempDir
    Path directory;

    @Test
    void printsCsvWithAHeader() throws Exception {
        new Journals(directory).addThree().close();
        var run = new Run(directory);
        assertEquals(0, run.of("export", "--format", "csv"));
        assertEquals(
                String.join(
                        "\r\n",
                        HEADER,
                        "1,2026-11-22T10:00:00.500000000Z,2026-11-22T10:00:00.500000000Z,192.0.2.7,text,Europe/Paris,ok,"
                                + "\"Paris, Ile-de-France, France\",FR,Europe/Paris,,2026f,2026.1,synchronised,1500,3405691582,"
                                + "40000,1,2026-11-22T10:00:00.500000000Z",
                        "2,2026-11-22T11:00:00.000000000Z,2026-11-22T11:00:00.000000000Z,2001:db8::7,text,Nowhere,"
                                + "unknown-place,,,,,2026f,2026.1,synchronised,1500,3405691582,"
                                + "40000,1,2026-11-22T11:00:00.000000000Z",
                        "3,2026-11-22T12:00:00.000000000Z,2026-11-22T12:00:00.000000000Z,198.51.100.1,daytime,"
                                + "Asia/Kolkata,ok,,,Asia/Kolkata,,2026f,2026.1,synchronised,,3405691582,"
                                + "40000,1,2026-11-22T12:00:00.000000000Z",
                        ""),
                run.out());
    }

    @Test
    void printsWhatMatchesAsJson() throws Exception {
        new Journals(directory).addThree().close();
        var run = new Run(directory);
        assertEquals(0, run.of("export", "--format", "jsonl", "--outcome", "error"));
        assertEquals(1, run.lines().size());
        assertTrue(run.out().startsWith("{\"id\":2,"), run.out());
    }

    @Test
    void keepsEachRecordOnOneLineAndEachFieldWhole() throws Exception {
        Entry hostile = Journals.entry("2026-11-22T12:01:00Z", "192.0.2.66", "a,\"b\"\n\033c\\é");
        new Journals(directory).add(hostile).close();
        var run = new Run(directory);
        run.of("export", "--format", "csv");
        assertTrue(run.lines().get(1).contains(",text,\"a,\"\"b\"\"\\n\\u001bc\\\\é\",ok,"), run.out());
        assertEquals(2, run.lines().size());
    }

    private String requestCell(String format, String request) throws Exception {
        new Journals(directory)
                .add(Journals.entry("2026-11-22T12:01:00Z", "192.0.2.66", request))
                .close();
        var run = new Run(directory);
        assertEquals(0, run.of("export", "--format", format));
        String line = run.lines().get(run.lines().size() - 1);
        return line.substring(line.indexOf(",text,") + ",text,".length(), line.indexOf(",ok,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+05:30", "-5", "@0", "\uff1d1", "=cmd|' /C calc'!A0"})
    void printsNoFormulaForASpreadsheet(String request) throws Exception {
        assertEquals("'" + request, requestCell("csv-safe", request));
        assertEquals(request, requestCell("csv", request));
    }

    @Test
    void quotesAFormulaForASpreadsheetWithItsApostrophe() throws Exception {
        assertEquals("\"'=A1,\"\"x\"\"\"", requestCell("csv-safe", "=A1,\"x\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Paris", "UTC-5", "\\=1", "\t=1", ""})
    void leavesOtherCellsForASpreadsheetAsTheyAre(String request) throws Exception {
        assertEquals(requestCell("csv", request), requestCell("csv-safe", request));
    }

    @Test
    void tellsAnInstantThatWasAskedFor() throws Exception {
        Entry entry = Journals.entry("2026-11-22T12:01:00Z", "192.0.2.66", "@-62135596800");
        entry.answeredEpochSecond = -62_135_596_800L;
        new Journals(directory).add(entry).close();
        var run = new Run(directory);
        run.of("export", "--format", "csv");
        assertTrue(run.out().contains(",0001-01-01T00:00:00.000000000Z,"), run.out());
    }

    @Test
    void refusesFormatsThatItDoesNotKnow() {
        for (List<String> args : List.of(List.of("export"), List.of("export", "--format", "xml"))) {
            var run = new Run(directory);
            assertEquals(2, run.of(args.toArray(new String[0])));
            assertTrue(run.err().contains("--format"), run.err());
        }
    }
}
