package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that {@code make install} installs and {@code make uninstall} removes. */
@Tag("verify")
class InstallTest {
    private static final Path CONF = Path.of("etc/timeserverd/timeserver.properties");

    @TempDir
    Path destdir;

    @Test
    void installsFilesWhereADistributionWould() throws Exception {
        run("install", "/usr");
        for (String file : List.of(
                "usr/sbin/timeserverd",
                "usr/bin/timeserver-admin",
                "usr/bin/timeclient",
                "usr/share/man/man8/timeserverd.8.gz",
                "usr/share/man/man5/timeserver.properties.5.gz",
                "usr/share/man/man5/timeserver-journal.5.gz",
                "usr/share/man/man1/timeserver-admin.1.gz",
                "usr/share/man/man1/timeclient.1.gz",
                "usr/share/bash-completion/completions/timeserver-admin",
                "usr/share/zsh/vendor-completions/_timeserver-admin",
                "usr/share/zsh/vendor-completions/_timeclient",
                "usr/share/fish/vendor_completions.d/timeserver-admin.fish",
                "usr/share/fish/vendor_completions.d/timeserverd.fish",
                "usr/share/doc/timeserverd/README.md",
                "usr/share/doc/timeserverd/operations.md",
                "usr/share/doc/timeserverd/decisions/004-mapdb-tables.md",
                "usr/share/doc/timeserverd/figures/clients.svg",
                "usr/share/doc/timeserverd/haproxy.cfg.example",
                "usr/share/doc/timeserverd/nginx.conf.example",
                "usr/share/doc/timeserverd/prometheus-alerts.yml",
                "usr/share/doc/timeserverd/grafana-dashboard.json",
                "lib/systemd/system/timeserverd.service",
                "lib/systemd/system/timeserverd@.service",
                "lib/systemd/system/timeserverd.socket",
                "lib/systemd/system/timeserver-checkpoint.service",
                "lib/systemd/system/timeserver-checkpoint.timer",
                "lib/systemd/system/timeserver-checkpoint@.service",
                "lib/systemd/system/timeserver-checkpoint@.timer",
                "lib/systemd/system/timeserver-ship@.service",
                "usr/share/doc/timeserverd/clickhouse.sql",
                "usr/share/doc/timeserverd/shipping.md",
                "usr/lib/sysusers.d/timeserverd.conf",
                CONF.toString())) {
            assertTrue(Files.exists(destdir.resolve(file)), file);
        }
        Programs.Result version = Programs.run(
                "default-jre-headless",
                List.of(destdir.resolve("usr/sbin/timeserverd").toString(), "--version"),
                "",
                Programs.Stdin.ENDS);
        assertTrue(version.out().startsWith("timeserverd "), version::toString);
    }

    @Test
    void itsUnitsNameTheProgramOfTheirPrefix() throws Exception {
        run("install", "/opt/time");
        String unit = Files.readString(destdir.resolve("opt/time/lib/systemd/system/timeserverd.service"));
        assertTrue(unit.contains("\nExecStart=/opt/time/sbin/timeserverd\n"), unit);
        String checkpoint =
                Files.readString(destdir.resolve("opt/time/lib/systemd/system/timeserver-checkpoint.service"));
        assertTrue(checkpoint.contains("\nExecStart=/opt/time/bin/timeserver-admin checkpoint "), checkpoint);
        String ship = Files.readString(destdir.resolve("opt/time/lib/systemd/system/timeserver-ship@.service"));
        assertTrue(ship.contains("\nExecStart=/opt/time/bin/timeserver-admin $JOURNALS export "), ship);
    }

    /** Manual pages, units and documents. Of what is elsewhere below /usr, as the zones, the paths stay. */
    @Test
    void itsTextsNameThePathsOfTheirPrefix() throws Exception {
        run("install", "/opt/time");
        var own = Pattern.compile("/usr/[a-z./]*time(serverd|server-admin|client)");
        var wrong = new ArrayList<String>();
        int named = 0;
        for (Path file : files()) {
            String text = text(file);
            own.matcher(text).results().forEach(found -> wrong.add(file + ": " + found.group()));
            named += text.contains("/opt/time/share/") ? 1 : 0;
        }
        assertEquals(List.of(), wrong);
        assertTrue(named >= 4, named + " texts name a path of the prefix");
        assertTrue(text(destdir.resolve("opt/time/share/man/man5/timeserver.properties.5.gz"))
                .contains("/usr/share/zoneinfo"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(destdir)) {
            return all.filter(file -> file.toString().matches(".*\\.(gz|md|service|socket|timer|conf)"))
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void keepsAnEditedConfiguration() throws Exception {
        run("install", "/usr");
        Files.writeString(destdir.resolve(CONF), "answer.zone = Asia/Tokyo\n");
        run("install", "/usr");
        run("uninstall", "/usr");
        assertEquals("answer.zone = Asia/Tokyo\n", Files.readString(destdir.resolve(CONF)));
    }

    @Test
    void uninstallLeavesNoFile() throws Exception {
        run("install", "/usr");
        run("uninstall", "/usr");
        try (Stream<Path> left = Files.walk(destdir)) {
            assertEquals(
                    List.of(),
                    left.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                            .toList());
        }
    }

    private void run(String script, String prefix) throws IOException, InterruptedException {
        var path = Path.of(System.getProperty("timeserverd.basedir"), "src/main/install", script);
        var command = List.of(path.toString(), destdir.toString(), prefix, System.getProperty("timeserverd.dist"));
        Programs.Result result = Programs.run("coreutils", command, "", Programs.Stdin.ENDS);
        assertEquals(0, result.status(), result::toString);
    }
}
