package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each shell completes the command lines of the programs with the scripts of the image. */
@Tag("verify")
class CompletionTest {
    private static final Path SHARE = Path.of(System.getProperty("timeserverd.dist"), "share");
    private static final Path SCRIPTS = Path.of(System.getProperty("timeserverd.basedir"), "src/test/completion");

    /** A line up to the word that is completed, and all that bash and fish offer for it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timeserver-admin st|stats status",
                "timeserver-admin --conf x seg|segments",
                "timeserver-admin query --out|--outcome",
                "timeserver-admin query --conf x --limi|--limit",
                "timeserver-admin tail --outcome bu|busy",
                "timeserver-admin tail --outcome ok,!un|ok,!unknown-place ok,!unsynchronised",
                "timeserver-admin top --by ho|hour",
                "timeserver-admin stats --zone Europe/Pari|Europe/Paris",
                "timeserver-admin stats --country MC|MC",
                "timeserver-admin export --format jso|jsonl",
                "timeserver-admin generate-completion z|zsh",
                "timeserver-admin keygen /etc/hostna|/etc/hostname",
                "timeclient --max|--max-bound",
                "timeclient stat|status",
                "timeserverd --ch|--check",
                "timeserverd --conf /etc/hostna|/etc/hostname"
            })
    void offersInBashAndFishWhatMayFollow(String line, String offered) throws Exception {
        List<String> words = List.of(line.split(" ", -1));
        String program = words.get(0);
        List<String> expected = List.of(offered.split(" ", -1));
        var bash = new ArrayList<>(List.of(
                SCRIPTS.resolve("bash").toString(),
                SHARE.resolve("bash-completion/completions/" + program).toString()));
        bash.addAll(words);
        assertEquals(expected, offers("bash", bash));
        var fish = List.of(
                SCRIPTS.resolve("fish").toString(),
                SHARE.resolve("fish/vendor_completions.d/" + program + ".fish").toString(),
                line);
        assertEquals(expected, offers("fish", fish));
    }

    private static List<String> offers(String debianPackage, List<String> command) throws Exception {
        Programs.Result result = Programs.run(debianPackage, command, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        return result.out().lines().sorted().toList();
    }

    /** What the user types before Tab, and what zsh then shows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timeserver-admin st|stats status",
                "timeserver-admin query --|--outcome --limit --conf --help",
                "timeserver-admin tail --outcome=ok,un|unknown-place unsynchronised",
                "timeserver-admin stats --zone Europe/Pari|Europe/Paris",
                "timeserver-admin generate-completion |bash zsh fish",
                "timeclient --max|--max-bound",
                "timeserverd --ch|--check"
            })
    void offersInZshWhatMayFollow(String line, String shown) throws Exception {
        var command = new ArrayList<>(List.of(
                SCRIPTS.resolve("zsh").toString(),
                SHARE.resolve("zsh/site-functions").toString(),
                line));
        command.addAll(List.of(shown.split(" ", -1)));
        Programs.Result result = Programs.run("zsh", command, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
    }
}
