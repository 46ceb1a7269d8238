package io.timeserverd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all manual pages have in common. */
class ManualPagesTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("timeserverd.basedir"), "src/main/man");
    private static final Pattern REFERENCE = Pattern.compile("^\\.BR (\\S+) \\(([1-8])\\),?$");

    private record Page(String name, String section) {
        static Page of(Path file) {
            String text = file.getFileName().toString();
            int dot = text.lastIndexOf('.');
            return new Page(text.substring(0, dot), text.substring(dot + 1));
        }
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList();
        }
    }

    private static List<String> lines(Path page) throws IOException {
        return Files.readString(page).replace("\\-", "-").lines().toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void beginsWithItsNameItsSectionAndADate(Path file) throws IOException {
        var page = Page.of(file);
        String title = lines(file).get(0);
        assertTrue(
                title.matches("\\.TH " + Pattern.quote(page.name().toUpperCase(Locale.ROOT)) + " " + page.section()
                        + " \"20[0-9]{2}-[0-9]{2}-[0-9]{2}\" timeserverd \".*\""),
                title);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void refersToAllOtherPagesInTheOrderOfTheirSections(Path file) throws IOException {
        List<String> lines = lines(file);
        List<String> references = lines.subList(lines.indexOf(".SH \"SEE ALSO\"") + 1, lines.size());
        var named = new ArrayList<Page>();
        for (String line : references) {
            MatchResult reference =
                    REFERENCE.matcher(line).results().findFirst().orElseThrow();
            named.add(new Page(reference.group(1), reference.group(2)));
        }
        List<Page> others = pages().stream()
                .map(Page::of)
                .filter(page -> !page.equals(Page.of(file)))
                .sorted(Comparator.comparing(Page::section).thenComparing(Page::name))
                .toList();
        assertEquals(others, named);
    }
}
