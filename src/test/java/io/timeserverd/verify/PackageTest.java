package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.timeserverd.verify.Programs.Stdin;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Debian package follows the rules of Debian, and the package for Fedora has the same files. */
@Tag("verify")
class PackageTest {
    @Test
    void lintianFindsNothing() throws Exception {
        var command = List.of(
                "lintian",
                "--allow-root",
                "--tag-display-limit=0",
                "--fail-on=error,warning",
                DebianPackage.file().toString());
        Programs.Result result = Programs.run("lintian", command, "", Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        assertEquals("", result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeclient.1",
                "timeserver-admin.1",
                "timeserver-journal.5",
                "timeserver.properties.5",
                "timeserverd.8"
            })
    void mandocFindsNothing(String page) throws Exception {
        var file = Path.of(System.getProperty("timeserverd.basedir"), "src/main/man", page);
        Programs.Result result = Programs.run("mandoc", List.of("mandoc", "-Tlint", file.toString()), "", Stdin.ENDS);
        assertEquals("", result.out() + result.err());
    }

    @Test
    void everyLibraryHasItsLicence() throws Exception {
        var command = List.of(
                "sh",
                "-c",
                "dpkg-deb --fsys-tarfile " + DebianPackage.file()
                        + " | tar -xO ./usr/share/doc/timeserverd/copyright; dpkg-deb --contents "
                        + DebianPackage.file());
        String told = Programs.run("dpkg", command, "", Stdin.ENDS).out();
        String copyright = told.substring(0, told.indexOf("drwx"));
        assertFalse(copyright.contains("undeclared"), copyright);
        List<String> libraries = told.lines()
                .filter(line -> line.endsWith(".jar") && !line.endsWith("/timeserverd.jar"))
                .map(line -> line.substring(line.indexOf("./") + 2))
                .toList();
        assertFalse(libraries.isEmpty(), told);
        assertEquals(
                List.of(),
                libraries.stream().filter(each -> !copyright.contains(each)).toList());
    }

    @Test
    void thePackageForFedoraHasTheSameFilesWhereFedoraLooksForThem(@TempDir Path directory) throws Exception {
        String build = Path.of(System.getProperty("timeserverd.basedir"), "src/main/rpm/build") + " "
                + System.getProperty("timeserverd.dist") + " " + directory;
        Programs.Result built = Programs.run("rpm", List.of("sh", "-c", build), "", Stdin.ENDS);
        assertEquals(0, built.status(), built::toString);
        String rpm = directory + "/RPMS/noarch/*.rpm";
        String deb = "dpkg-deb --fsys-tarfile " + DebianPackage.file() + " | tar -t";
        assertEquals(
                lines(deb + "; dpkg-deb -I " + DebianPackage.file() + " conffiles")
                        .filter(file -> !file.endsWith("/doc/timeserverd/copyright") && !file.endsWith("/changelog.gz"))
                        .map(file -> file.replaceFirst("^/lib/systemd", "/usr/lib/systemd")
                                .replace("/zsh/vendor-completions/", "/zsh/site-functions/"))
                        .sorted()
                        .toList(),
                lines("rpm -qp --qf '[%{FILEMODES:perms} %{FILENAMES}\\n]' " + rpm + " | sed -n 's/^[^d][^ ]* //p'")
                        .sorted()
                        .toList());
        assertEquals(
                List.of("/etc/timeserverd/timeserver.properties"),
                lines("rpm -qp --qf '[%{FILEFLAGS:fflags} %{FILENAMES}\\n]' " + rpm + " | sed -n 's/^cn //p'")
                        .toList());
    }

    /** Paths of files, not of directories. */
    private static Stream<String> lines(String command) throws Exception {
        Programs.Result result = Programs.run("rpm", List.of("bash", "-o", "pipefail", "-c", command), "", Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
        return result.out()
                .lines()
                .map(line -> line.replaceFirst("^\\.", ""))
                .filter(line -> line.startsWith("/") && !line.endsWith("/"))
                .distinct();
    }
}
