package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents name only things that exist. {@link SessionsTest} runs their commands. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern KEY = Pattern.compile(
            "((?:listen|answer|daytime|clock|zones|places|journal|limits|access|log)\\.[a-z-]+)(?: = .*)?");

    /** Files whose names look like keys. */
    private static final Set<String> NO_KEYS = Set.of("clock.drift", "places.index");

    private static final Pattern PROGRAM = Pattern.compile(
            "(?:make|timeserverd|timeserver-admin|timeclient|systemctl|apt|nc|curl|echo|printf|mvn)\\b.*");

    @Test
    void everyLinkHasATarget() throws IOException {
        assertEquals(List.of(), brokenLinks(Documents.all()));
    }

    @Test
    void listsEveryClientThatIsTried() throws IOException {
        String document = Files.readString(Documents.CHECKOUT.resolve("src/doc/language.md"));
        String table = Stream.of(
                        Stream.of("| client | Debian package | protocol |", "|---|---|---|"),
                        Arrays.stream(Client.values()).map(Client::row),
                        Arrays.stream(OldClient.values()).map(OldClient::row),
                        Arrays.stream(WebClient.values()).map(WebClient::row),
                        Stream.of("| htpdate | htpdate | http |"))
                .flatMap(rows -> rows)
                .collect(Collectors.joining("\n", "\n\n", "\n"));
        assertTrue(document.contains(table), () -> "language.md should have" + table);
    }

    @Test
    void namesOnlyKeysThatExist() throws IOException {
        String conf = Files.readString(Documents.CHECKOUT.resolve("conf/timeserver.properties"));
        var wrong = new ArrayList<String>();
        for (Path document : Documents.all()) {
            Matcher code = CODE.matcher(Files.readString(document));
            while (code.find()) {
                Matcher key = KEY.matcher(code.group(1));
                if (key.matches() && !NO_KEYS.contains(key.group(1)) && !conf.contains("#" + key.group(1) + " =")) {
                    wrong.add(document.getFileName() + ": " + code.group(1));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Checks commands within sentences, which are not run. */
    @Test
    void namesOnlyTargetsSubcommandsAndOptionsThatExist() throws IOException {
        var wrong = new ArrayList<String>();
        for (Path document : Documents.all()) {
            Matcher code = CODE.matcher(Files.readString(document));
            while (code.find()) {
                String withoutTexts = code.group(1).replaceAll("\"[^\"]*\"", "");
                if (!exists(List.of(withoutTexts.split("\\s+")))) {
                    wrong.add(document.getFileName() + ": " + code.group(1));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Readers type the commands in blocks, so {@link SessionsTest} must run them. */
    @Test
    void everyCommandInABlockHasAPrompt() throws IOException {
        var wrong = new ArrayList<String>();
        for (Path document : Documents.all()) {
            for (String line : Files.readAllLines(document)) {
                if (line.startsWith("    ") && PROGRAM.matcher(line.strip()).matches()) {
                    wrong.add(document.getFileName() + ": " + line);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Relative links without a file, or without the heading that they name. */
    static List<String> brokenLinks(List<Path> documents) throws IOException {
        var broken = new ArrayList<String>();
        for (Path document : documents) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                if (!link.group(1).startsWith("https:") && !leadsSomewhere(document, link.group(1))) {
                    broken.add(document.getFileName() + ": " + link.group(1));
                }
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? document : document.resolveSibling(path);
        if (!Files.isRegularFile(target)) {
            return false;
        }
        return hash < 0
                || HEADING.matcher(Files.readString(target))
                        .results()
                        .anyMatch(heading -> anchor(heading.group(1)).equals(link.substring(hash + 1)));
    }

    /** The anchor of a heading, as programs that show such documents make it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} -]", "")
                .replace(' ', '-');
    }

    private static boolean exists(List<String> words) throws IOException {
        return switch (words.get(0)) {
            case "make" -> words.stream().skip(1).allMatch(DocumentsTest::isTarget);
            case "timeserver-admin" -> isInManual("timeserver-admin.1", words);
            case "timeclient" -> isInManual("timeclient.1", words);
            case "timeserverd" -> isInManual("timeserverd.8", words);
            default -> true;
        };
    }

    private static boolean isTarget(String word) {
        try {
            String targets = Files.readString(Documents.CHECKOUT.resolve("Makefile"));
            return word.matches("[A-Z_]+=.*") || targets.contains("\n" + word + ":");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInManual(String page, List<String> words) throws IOException {
        String manual = Files.readString(Documents.CHECKOUT.resolve("src/main/man/" + page))
                .replace("\\-", "-");
        Stream<String> options = words.stream().filter(word -> word.matches("--?[a-z].*"));
        boolean isSubcommand = !page.equals("timeserver-admin.1")
                || words.size() == 1
                || words.get(1).startsWith("-")
                || manual.contains(".SS " + words.get(1));
        return isSubcommand && options.allMatch(option -> manual.contains(option.replaceAll("=.*", "")));
    }
}
