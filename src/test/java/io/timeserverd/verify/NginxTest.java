package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon behind a real nginx, configured by the shipped example. */
@Tag("verify")
class NginxTest {
    private static final String STATUS = "%{http_code}";

    @TempDir
    Path directory;

    private DaemonProcess daemon;
    private Nginx nginx;

    private void start(String... settings) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("listen.http=127.0.0.1:0", "access.proxies=127.0.0.1"));
        all.addAll(List.of(settings));
        daemon = DaemonProcess.start(directory, all.toArray(String[]::new));
        nginx = new Nginx(directory, daemon);
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.close();
        }
        daemon.close();
    }

    /** {@code client path} of each record. */
    private List<String> records() throws Exception {
        Programs.Result records = Programs.runAdmin(directory, "query", "--listener", "http");
        assertEquals(0, records.status(), records::toString);
        return records.out()
                .lines()
                .map(line -> line.split("\t", -1))
                .map(fields -> fields[2] + " " + fields[7])
                .toList();
    }

    @Test
    void seesTheAddressesOfClientsOnOneConnection() throws Exception {
        start();
        for (int i = 0; i < 6; i++) {
            assertEquals(i + "\n", nginx.get("127.1.0." + (1 + i % 3), "/UTC@" + i + "?format=unix"));
        }
        assertEquals(
                List.of(
                        "127.1.0.1 /UTC@0?format=unix",
                        "127.1.0.2 /UTC@1?format=unix",
                        "127.1.0.3 /UTC@2?format=unix",
                        "127.1.0.1 /UTC@3?format=unix",
                        "127.1.0.2 /UTC@4?format=unix",
                        "127.1.0.3 /UTC@5?format=unix"),
                records());
        assertTrue(nginx.get("127.1.0.9", "/api/ip").contains("\"client_ip\":\"127.1.0.9\""));
    }

    @Test
    void keepsItsConnectionToTheDaemon() throws Exception {
        start();
        for (int i = 0; i < 6; i++) {
            assertEquals(i + "\n", nginx.get("127.1.0." + (1 + i % 3), "/UTC@" + i + "?format=unix"));
        }
        Programs.Result status = Programs.runAdmin(directory, "status");
        assertTrue(status.out().contains("\naccepted\t1\n"), status::toString);
    }

    @Test
    void countsTheQuotaOfEachClient() throws Exception {
        start("limits.rate=1", "limits.burst=2");
        assertEquals("200", status("127.1.0.1"));
        assertEquals("200", status("127.1.0.1"));
        assertEquals("429", status("127.1.0.1"));
        assertEquals("200", status("127.1.0.2"));
    }

    private String status(String from) throws Exception {
        return nginx.get(from, "/Tokyo", "-o", "/dev/null", "-w", STATUS);
    }

    @Test
    void deniesAClientBehindAProxy() throws Exception {
        start("access.deny=127.1.0.7");
        assertEquals("403", status("127.1.0.7"));
        assertEquals("200", status("127.1.0.8"));
    }

    @Test
    void aClientCannotForgeItsAddress() throws Exception {
        start();
        nginx.get("127.1.0.1", "/UTC", "-H", "X-Forwarded-For: 192.0.2.7", "-H", "Forwarded: for=192.0.2.8");
        assertEquals(List.of("127.1.0.1 /UTC"), records());
    }

    @Test
    void servesThePageOverTls() throws Exception {
        start();
        String page = nginx.get("127.1.0.1", "/", "-H", "Accept: text/html");
        assertTrue(page.startsWith("<!doctype html>"), page);
        assertTrue(nginx.get("127.1.0.1", "/page/page.js").contains("import "));
    }
}
