package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.timeserverd.verify.Programs.Stdin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Debian package follows the rules of Debian. */
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
}
