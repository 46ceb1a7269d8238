package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every client of the daytime and time protocols prints the right time, and the request is in the journal. */
@Tag("verify")
class OldClientsTest {
    private static Path directory;
    private static Network network;

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        network = Network.start(temporary, "listen.daytime=127.0.0.1:13", "listen.time=127.0.0.1:37");
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @ParameterizedTest
    @EnumSource
    void printsTheTime(OldClient client) throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Programs.Result result = client.run(network);
        var after = Instant.now();
        assertEquals(0, result.status(), result::toString);
        Instant told = client.read(result.out());
        assertTrue(!told.isBefore(before) && !told.isAfter(after), told + " is not in " + before + " to " + after);
        assertEquals(client.protocol(), lastListener());
    }

    @Test
    void aPortScannerIsServedAndJournalled() throws Exception {
        String scan = "for port in 13 37; do nc.openbsd -z -w 5 127.0.0.1 $port || exit; done";
        Programs.Result result = network.run("netcat-openbsd", List.of("sh", "-c", scan));
        assertEquals(0, result.status(), result::toString);
        assertEquals("time", lastListener());
    }

    private static String lastListener() throws Exception {
        Programs.Result tail = Programs.runAdmin(directory, "tail", "-n", "1");
        assertEquals(0, tail.status(), tail::toString);
        return tail.out().split("\t", -1)[3];
    }
}
