package io.timeserverd.conf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettingsFuzzTest {
    private static final int ROUNDS = 20_000;

    private static final List<String> SCRAPS = new ArrayList<>(List.of(
            "=",
            " = ",
            "\n",
            "\r\n",
            ",",
            ", ",
            "#",
            "\\",
            ":",
            "::1",
            "[",
            "]",
            "*",
            "/",
            "%",
            ".",
            "9999",
            "0",
            "s",
            "MiB",
            "off",
            "127.0.0.1",
            "10.0.0.0/8",
            "menu",
            "ntp",
            "ü",
            "\u202E",
            "999999999999999",
            "-",
            "%eth0"));

    static {
        Keys.all().forEach(key -> SCRAPS.add(key.name()));
        Keys.all().forEach(key -> SCRAPS.add("\n" + key.name() + " = " + key.fallback()));
    }

    @Test
    void randomBytesGiveSettingsOrPrintableProblems() {
        var random = new Random(42);
        int loaded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = round % 2 == 0 ? bytes(random) : line(random);
            List<String> overrides = round % 4 < 2 ? List.<String>of() : List.of(new String(bytes(random), ISO_8859_1));
            SettingsReader.Result result = SettingsReader.read("f", file, overrides);
            if (result instanceof SettingsReader.Refused refused) {
                assertTrue(!refused.problems().isEmpty(), "refused for nothing");
                refused.problems().forEach(SettingsFuzzTest::assertIsOnePrintableLine);
            } else {
                Settings settings = ((SettingsReader.Loaded) result).settings();
                SettingsReader.Result again = SettingsReader.read(settings.lines());
                assertEquals(result, again);
                loaded++;
            }
        }
        assertTrue(loaded > ROUNDS / 100 && loaded < ROUNDS / 2, "of each some, but " + loaded + " loaded");
    }

    private static void assertIsOnePrintableLine(Problem problem) {
        assertTrue(problem.toString().codePoints().allMatch(MessageWords::isPrintable), problem::toString);
    }

    private static byte[] bytes(Random random) {
        var out = new ByteArrayOutputStream();
        for (int scraps = random.nextInt(12); scraps > 0; scraps--) {
            if (random.nextInt(8) == 0) {
                out.write(random.nextInt(256));
            } else {
                out.writeBytes(scrap(random));
            }
        }
        return out.toByteArray();
    }

    /** A known key with a value that may be valid. */
    private static byte[] line(Random random) {
        var out = new ByteArrayOutputStream();
        out.writeBytes((Keys.all().get(random.nextInt(Keys.all().size())).name() + " = ").getBytes(UTF_8));
        for (int scraps = random.nextInt(4); scraps > 0; scraps--) {
            out.writeBytes(scrap(random));
        }
        return out.toByteArray();
    }

    private static byte[] scrap(Random random) {
        return SCRAPS.get(random.nextInt(SCRAPS.size())).getBytes(UTF_8);
    }
}
