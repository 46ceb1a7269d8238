package io.timeserverd.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.journal.Entry;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report has the numbers of stats and verify about the same records. */
class ReportNumbersTest {
    private static final List<String> DAY =
            List.of("--since", "2026-11-22T06:00:00Z", "--until", "2026-11-22T18:00:00Z");
    private static final Pattern REQUESTS = Pattern.compile(
            "<p>([0-9,]+) requests? from ([-0-9:. ]+) to ([-0-9:. ]+) in ([0-9,]+) records?\\.(?: ([0-9,]+) records? of them)?");
    private static final Pattern CLIENTS = Pattern.compile("The most frequent of ([0-9,]+)");

    private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<td[^>]*>([^<]*)</td>");

    @TempDir
    Path directory;

    private String page;

    /** Requests of a day, some of which verify finds wrong and some of which it cannot recompute. */
    private static Entry[] day(int seed, int requests) throws Exception {
        var random = new Random(seed);
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < requests; i++) {
            var time = String.format("2026-11-22T%02d:%02d:%02dZ", 24 * i / requests, random.nextInt(60), i % 60);
            String client = "192.0.2." + random.nextInt(50);
            Entry entry = random.nextInt(20) == 0
                    ? Journals.summary(time, client, "rate-limited", 1 + random.nextInt(1000))
                    : Journals.entry(time, client, "Europe/Paris");
            if (!entry.summary && random.nextInt(5) == 0) {
                entry.outcome = List.of("ambiguous", "busy", "unknown-place").get(random.nextInt(3));
            }
            entry.zoneRelease = random.nextInt(10) == 0 ? entry.zoneRelease : "1999a";
            entry.clockState = ClockState.values()[random.nextInt(4)];
            entry.errorBoundNs = random.nextInt(4) == 0 ? -1 : (long) Math.exp(24 * random.nextDouble());
            entries.add(entry);
        }
        return entries.toArray(new Entry[0]);
    }

    private List<String> lines(List<String> words, List<String> more) {
        var run = new Run(directory);
        var all = new ArrayList<>(words);
        all.addAll(more);
        int status = run.of(all.toArray(new String[0]));
        assertTrue(status <= 1, run.err());
        return run.lines();
    }

    private void assertAgreement(List<String> before, List<String> period) {
        page = String.join("\n", lines(with(before, "report"), period));
        List<String> stats = lines(with(before, "stats"), period).stream()
                .filter(line -> !line.startsWith("rate\t"))
                .toList();
        List<String> verify = lines(with(before, "verify"), List.of());
        stats.forEach(line -> assertStats(line.split("\t", -1)[0], line.split("\t", -1)[1]));
        assertEquals(
                verify.stream()
                        .filter(line -> line.matches("(records|recomputed|not recomputed: .*|wrong)\t.*"))
                        .toList(),
                rows("What verify says", "Number"));
        assertEquals(
                verify.stream()
                        .filter(line -> line.startsWith("chain"))
                        .map(line -> line.replaceFirst("chain( of .)?: ", ""))
                        .sorted()
                        .toList(),
                rows("Chain", "What it says").stream().distinct().sorted().toList());
        List<String> found = verify.stream()
                .filter(line -> !line.matches("(records|recomputed|not recomputed: .*|wrong|chain( of .)?: .*)\t.*"))
                .toList();
        assertEquals(found, found.isEmpty() ? List.of() : rows("Where", "What"));
    }

    private static List<String> with(List<String> words, String another) {
        var all = new ArrayList<>(words);
        all.add(another);
        return all;
    }

    private void assertStats(String name, String value) {
        String number = value.replaceAll(" .*", "");
        switch (name.split(" ", 2)[0]) {
            case "records" -> assertEquals(number, number.equals("0") ? "0" : requests(4));
            case "requests" -> assertEquals(number, number.equals("0") ? "0" : requests(1));
            case "first" -> assertEquals(value, requests(2).replace(' ', 'T') + "Z");
            case "last" -> assertEquals(value, requests(3).replace(' ', 'T') + "Z");
            case "clients" -> assertEquals(number, plain(find(CLIENTS, 1)));
            case "errors" -> assertTrue(plain(page).contains(">" + number + " error"), name);
            case "outcome" -> assertRow(List.of("Outcome", "Requests", "Share"), name.split(" ", 2)[1], value);
            case "clock" -> assertRow(List.of("State", "Answers", "Share"), name.split(" ", 2)[1], value);
            case "bound" -> assertBound(name.split(" ", 2)[1], number);
            default -> throw new AssertionError(name);
        }
    }

    /** A row of the table; stats has the share in brackets. */
    private void assertRow(List<String> headings, String name, String value) {
        List<String> rows = rows(headings.toArray(new String[0]));
        String expected = name + "\t" + value.replace(" (", "\t").replace("%)", " %");
        assertTrue(rows.stream().anyMatch(row -> row.startsWith(expected)), () -> expected + " is not in " + rows);
    }

    private void assertBound(String which, String seconds) {
        String row = which.equals("max") ? "all" : which.replace("p", "") + " %";
        String[] shown = rows("Answers", "Bound at most").stream()
                .filter(each -> each.startsWith(row + " of them\t"))
                .findFirst()
                .orElseThrow()
                .split("\t", -1)[1]
                .split(" ", -1);
        int digits = List.of("s", "ms", "µs", "ns").indexOf(shown[1]) * 3;
        BigDecimal rounding = new BigDecimal("0.001").movePointLeft(digits);
        BigDecimal difference = new BigDecimal(shown[0]).movePointLeft(digits).subtract(new BigDecimal(seconds));
        assertTrue(difference.abs().compareTo(rounding) <= 0, () -> which + ": " + seconds + ", not " + List.of(shown));
    }

    private String requests(int group) {
        return group == 1 || group == 4 ? plain(find(REQUESTS, group)) : find(REQUESTS, group);
    }

    private String find(Pattern pattern, int group) {
        Matcher found = pattern.matcher(page);
        assertTrue(found.find(), () -> pattern + "\n" + page);
        return found.group(group);
    }

    private static String plain(String number) {
        return number.replace(",", "");
    }

    /** The rows of all tables with these headings, with a tab between two cells. */
    private List<String> rows(String... headings) {
        var head = Pattern.compile(
                "<tr>"
                        + Stream.of(headings)
                                .map(heading -> "<th[^>]*>" + heading + "</th>\\s*")
                                .collect(Collectors.joining())
                        + "</tr>(.*?)</table>",
                Pattern.DOTALL);
        assertTrue(head.matcher(page).find(), () -> List.of(headings) + "\n" + page);
        return head.matcher(page)
                .results()
                .flatMap(table -> ROW.matcher(table.group(1)).results())
                .map(row -> CELL.matcher(row.group(1))
                        .results()
                        .map(cell -> text(cell.group(1)))
                        .collect(Collectors.joining("\t")))
                .toList();
    }

    private static String text(String markup) {
        String text = markup.replace("&#39;", "'").replace("&gt;", ">");
        return text.matches("[0-9,]+") ? plain(text) : text;
    }

    @Test
    void ofOneInstance() throws Exception {
        new Journals(directory).add(day(1, 2000)).close();
        assertAgreement(List.of(), List.of());
        assertAgreement(List.of(), DAY);
    }

    @Test
    void ofSeveralInstances() throws Exception {
        new Journals(directory.resolve("a")).add(day(2, 500)).close();
        new Journals(directory.resolve("b")).add(day(3, 300)).close();
        assertAgreement(List.of("--instance", "a,b"), DAY);
    }

    @Test
    void whereRecordsAreMissing() throws Exception {
        for (int i = 0; i < 4; i++) {
            new Journals(directory, 1 << 20, 4 << 20).add(day(i, 50)).close();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> tables = files.filter(file -> file.toString().endsWith(".mapdb"))
                    .sorted()
                    .toList();
            Files.delete(tables.get(1));
            Files.write(tables.get(2), new byte[100]);
            Files.move(tables.get(0), Path.of(tables.get(0) + ".aside"));
        }
        assertAgreement(List.of(), List.of("--since", "2026-11-22"));
    }

    @Test
    void ofAPeriodWithoutARecord() throws Exception {
        new Journals(directory).addThree().close();
        assertAgreement(List.of(), List.of("--since", "2026-11-20", "--until", "2026-11-21"));
        Files.createDirectory(directory.resolve("empty"));
        assertAgreement(List.of("--instance", "empty"), List.of("--since", "2026-11-20"));
    }
}
