package io.timeserverd.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.place.Places;
import io.timeserverd.zone.JvmZones;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void answersEverySampleRequest() {
        List<String> replies = WarmUp.run(new JvmZones(), Places.load());
        assertEquals(WarmUp.LINES.size(), replies.size());
        assertEquals(
                List.of("ERR ambiguous", "ERR unknown-place"),
                replies.stream()
                        .filter(reply -> reply.startsWith("ERR "))
                        .map(reply -> reply.substring(0, reply.indexOf(' ', 4)))
                        .toList());
    }
}
