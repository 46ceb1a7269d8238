package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP: the daemon reads the configuration again and applies all of it or nothing. */
@Tag("verify")
class ReloadTest {
    private static final int ASKED_AT_ONCE = 50;

    @TempDir
    Path directory;

    private Path conf;
    private DaemonProcess daemon;

    @BeforeEach
    void start() throws IOException {
        conf = directory.resolve("timeserver.properties");
        Files.writeString(conf, "answer.zone = Asia/Tokyo\n");
        daemon = DaemonProcess.start(conf, directory);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void newSettingsApplyToTheNextRequest() throws Exception {
        try (Wire session = daemon.connect()) {
            assertEquals("OK", session.send("keep\n").line());
            reload("""
                    answer.zone = Africa/Maseru
                    answer.format = %Z
                    answer.greeting = menu
                    answer.menu = Europe/Athens, Asia/Tokyo
                    """);
            daemon.log().await("event=reloaded changed=answer.zone,answer.format,answer.greeting,answer.menu");
            assertEquals("SAST", session.send("\n").line());
        }
        try (Wire greeted = daemon.connect()) {
            assertEquals(
                    "1) Europe/Athens\n2) Asia/Tokyo\nchoose a number from 1 to 2, or send any request:\n",
                    greeted.paragraph());
            assertEquals("JST\n", greeted.send("2\n").rest());
        }
    }

    @Test
    void newLimitsApplyAtOnce() throws Exception {
        try (Wire session = daemon.connect()) {
            assertEquals("OK", session.send("keep\n").line());
            reload("limits.connections = 1\n");
            daemon.log().await("event=reloaded changed=answer.zone,limits.connections ");
            assertTrue(daemon.ask("").startsWith("ERR busy "));
            reload("limits.connections-per-client = 1\n");
            daemon.log().await("event=reloaded changed=limits.connections,limits.connections-per-client ");
            assertTrue(daemon.ask("").startsWith("ERR busy "));
            reload("limits.rate = 1\n");
            daemon.log().await("event=reloaded changed=limits.connections-per-client,limits.rate ");
            session.send("@1 +unix\n".repeat(ASKED_AT_ONCE));
            int limited = 0;
            for (int i = 0; i < ASKED_AT_ONCE; i++) {
                limited += session.line().startsWith("ERR rate-limited ") ? 1 : 0;
            }
            assertTrue(limited > 0, "one a second");
            reload("limits.idle-timeout = 1s\n");
            daemon.log().await("event=reloaded changed=limits.rate,limits.idle-timeout ");
            assertEquals("1", session.send("@1 +unix\n").line());
            assertEquals("", session.rest());
        }
        reload("limits.request-timeout = 1s\nlimits.linger = 1ms\n");
        daemon.log().await("event=reloaded changed=limits.request-timeout,limits.idle-timeout,limits.linger ");
        try (Wire silent = daemon.connect()) {
            assertTrue(silent.rest().matches("[-0-9]{10} [:0-9]{8}\n"), "answered long before the default of 10 s");
        }
    }

    @Test
    void aReloadChangesTheAccessLists() throws Exception {
        for (String keptOut :
                List.of("access.deny = 127.0.0.0/8", "access.allow = 192.0.2.0/24", "access.proxies = 127.0.0.0/8")) {
            assertEquals("1\n", daemon.ask("@1 +unix"));
            reload(keptOut + "\n");
            daemon.log().await("event=reloaded changed=");
            assertFalse(isServed(), keptOut);
            reload("");
            daemon.log().await("event=reloaded changed=");
        }
        Ledger.awaitAllClosed(daemon);
    }

    private boolean isServed() {
        try {
            return daemon.ask("@1 +unix").equals("1\n");
        } catch (IOException e) { // closing with unread input resets the connection
            return false;
        }
    }

    @Test
    void mistakesLeaveTheOldSettingsInEffect() throws Exception {
        reload("""
                answer.zone = Africa/Maseru
                answer.fromat = %Z
                """);
        daemon.log().await("event=reload-problem problem=\"" + conf + ":2: answer.fromat: unknown key");
        daemon.log().await("event=reload-refused problems=1 ");
        var asked = RequestTime.now();
        asked.assertTimeIn("Asia/Tokyo", daemon.ask(""));
    }

    @Test
    void readsOwnNamesAgainAndSkipsBadLines() throws Exception {
        Path names = directory.resolve("names");
        Files.writeString(names, "HQ = Paris, Texas\n");
        reload("places.extra = " + names + "\nanswer.zone = hq\n");
        daemon.log().await("event=places release=");
        daemon.log().await("event=reloaded changed=answer.zone,places.extra ");
        assertTrue(daemon.ask("+long").endsWith("America/Chicago, Paris, Texas, United States\n"));
        Files.writeString(names, "no line\nHQ = Tokyo\n");
        daemon.signal("HUP");
        daemon.log().await("event=places release=");
        daemon.log().await("event=own-name-passed-over problem=\"" + names + ":1: not of the form name = place\"");
        daemon.log().await("event=reloaded changed=places.extra ");
        assertTrue(daemon.ask("hq +long").endsWith("Asia/Tokyo, Tokyo, Tokyo, Japan\n"));
        Files.delete(names);
        daemon.signal("HUP");
        daemon.log().await("places.extra: cannot be read");
        assertTrue(daemon.ask("hq +long").endsWith("Asia/Tokyo, Tokyo, Tokyo, Japan\n"));
    }

    @Test
    void namesKeysThatNeedARestartAndAppliesTheRest() throws Exception {
        reload("""
                answer.zone = Africa/Maseru
                zones.check = 2m
                """);
        daemon.log().await("event=reload-needs-restart key=zones.check");
        daemon.log().await("event=reloaded changed=answer.zone ");
        var asked = RequestTime.now();
        asked.assertTimeIn("Africa/Maseru", daemon.ask(""));
    }

    @Test
    void aMissingFileLeavesTheOldSettingsInEffect() throws Exception {
        Files.delete(conf);
        daemon.signal("HUP");
        assertTrue(daemon.log().await("event=reload-problem").contains(conf.toString()));
        var asked = RequestTime.now();
        asked.assertTimeIn("Asia/Tokyo", daemon.ask(""));
    }

    /** There are more of them than the helper's queue holds, and the last one counts. */
    @Test
    void handlesManySignalsAtOnce() throws Exception {
        daemon.signal("HUP", 300);
        reload("answer.zone = Africa/Maseru\n");
        daemon.log().await("event=reloaded changed=answer.zone ");
        var asked = RequestTime.now();
        asked.assertTimeIn("Africa/Maseru", daemon.ask(""));
    }

    private void reload(String text) throws IOException, InterruptedException {
        Files.writeString(conf, text);
        daemon.signal("HUP");
    }
}
