package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP: the configuration is read again, and taken as a whole or not at all. */
@Tag("verify")
class ReloadTest {
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
    void newSettingsHoldForTheNextRequest() throws Exception {
        try (var session = daemon.connect()) {
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
        try (var greeted = daemon.connect()) {
            assertEquals("1) Europe/Athens\n2) Asia/Tokyo\n", greeted.paragraph());
            assertEquals("JST\n", greeted.send("2\n").rest());
        }
    }

    @Test
    void mistakesLeaveTheOldSettings() throws Exception {
        reload("""
                answer.zone = Africa/Maseru
                answer.fromat = %Z
                """);
        daemon.log().await("event=reload-problem problem=\"" + conf + ":2: answer.fromat: unknown key");
        daemon.log().await("event=reload-refused problems=1 ");
        var asked = Asked.now();
        asked.assertTimeIn("Asia/Tokyo", daemon.ask(""));
    }

    @Test
    void ownNamesAreReadAgainAndBadLinesPassedOver() throws Exception {
        var names = directory.resolve("names");
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
    void whatNeedsARestartIsNamedAndTheRestIsTaken() throws Exception {
        reload("""
                answer.zone = Africa/Maseru
                zones.check = 2m
                """);
        daemon.log().await("event=reload-needs-restart key=zones.check");
        daemon.log().await("event=reloaded changed=answer.zone ");
        var asked = Asked.now();
        asked.assertTimeIn("Africa/Maseru", daemon.ask(""));
    }

    @Test
    void aMissingFileLeavesTheOldSettings() throws Exception {
        Files.delete(conf);
        daemon.signal("HUP");
        assertTrue(daemon.log().await("event=reload-problem").contains(conf.toString()));
        var asked = Asked.now();
        asked.assertTimeIn("Asia/Tokyo", daemon.ask(""));
    }

    /** More of them than the helper has room for, and the last one counts. */
    @Test
    void manySignalsAtOnceAreNoHarm() throws Exception {
        daemon.signal("HUP", 300);
        reload("answer.zone = Africa/Maseru\n");
        daemon.log().await("event=reloaded changed=answer.zone ");
        var asked = Asked.now();
        asked.assertTimeIn("Africa/Maseru", daemon.ask(""));
    }

    private void reload(String text) throws IOException, InterruptedException {
        Files.writeString(conf, text);
        daemon.signal("HUP");
    }
}
