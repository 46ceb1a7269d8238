package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts that start the programs, in unusual environments. */
@Tag("verify")
class LaunchersTest {
    private static final Path PROGRAMS = Path.of(System.getProperty("timeserverd.dist"), "bin");

    @TempDir
    Path directory;

    private record Result(int status, String text) {}

    private static Result run(String path, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", path);
        Process process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeserverd", "timeserver-admin", "timeclient"})
    void sayWhatToInstallIfThereIsNoJava(String program) throws Exception {
        for (String tool : List.of("bash", "sh", "readlink", "nice")) {
            Files.createSymbolicLink(directory.resolve(tool), Path.of("/usr/bin", tool));
        }
        Result result =
                run(directory.toString(), List.of(PROGRAMS.resolve(program).toString(), "--version"));
        assertEquals(
                new Result(
                        2,
                        program + ": there is no java: install Java 17 or later (Debian: default-jre-headless), or set"
                                + " JAVA_HOME\n"),
                result);
    }

    @Test
    void timeserverAdminNamesTheOptionForTheDaemonOfMakeRunInItsCheckout() throws Exception {
        Path run = Files.createDirectories(directory.resolve("target/run"));
        Files.createFile(run.resolve("timeserver.properties"));
        var query = List.of(
                "env",
                "-C",
                directory.toString(),
                PROGRAMS.resolve("timeserver-admin").toString(),
                "query");
        var set = List.of("--set", "journal.path=" + directory.resolve("none"));
        var command = new ArrayList<>(query);
        command.addAll(set);
        assertEquals(
                new Result(
                        1,
                        "timeserver-admin: " + directory.resolve("none") + ": does not exist\n"
                                + "timeserver-admin: for the daemon of make run: --conf target/run/timeserver.properties\n"),
                run(System.getenv("PATH"), command));
        command.addAll(List.of("--conf", "/dev/null"));
        assertEquals(
                new Result(1, "timeserver-admin: " + directory.resolve("none") + ": does not exist\n"),
                run(System.getenv("PATH"), command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeserverd", "timeserver-admin", "timeclient"})
    void mayBeRunByAnotherShell(String program) throws Exception {
        var command = List.of("sh", PROGRAMS.resolve(program).toString(), "--version");
        Result result = run(System.getenv("PATH"), command);
        assertEquals(0, result.status(), result::toString);
        assertTrue(result.text().startsWith(program + " "), result::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeserver-admin", "timeclient"})
    void fitTheHelpIntoTheTerminal(String program) throws Exception {
        String help = "stty cols 57; " + PROGRAMS.resolve(program) + " --help";
        Result result = run(System.getenv("PATH"), List.of("script", "-qec", help, "/dev/null"));
        assertEquals(0, result.status(), result::toString);
        int longest = result.text()
                .replaceAll("\033\\[[0-9;]*m", "")
                .lines()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        assertTrue(longest > 50 && longest <= 57, result::toString);
    }

    @Test
    void fitTheTablesOfTimeserverAdminIntoTheTerminal() throws Exception {
        String verify =
                PROGRAMS.resolve("timeserver-admin") + " --conf /dev/null --set journal.path=" + directory + " verify";
        Result result = run(System.getenv("PATH"), List.of("script", "-qec", "stty cols 40; " + verify, "/dev/null"));
        assertEquals(0, result.status(), result::toString);
        List<String> lines = result.text()
                .replace("\033[1m", "")
                .replace("\033[0m", "")
                .lines()
                .toList();
        assertTrue(lines.size() > 6, result::toString);
        lines.forEach(line -> assertTrue(line.length() <= 40, line));
    }
}
