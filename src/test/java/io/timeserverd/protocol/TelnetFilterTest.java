package io.timeserverd.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelnetFilterTest {
    private final TelnetFilter filter = new TelnetFilter();

    /** What the filter leaves of an input that it gets in pieces, cut at {@code cuts}. */
    private static String filtered(byte[] input, int... cuts) {
        var filter = new TelnetFilter();
        var out = new StringBuilder();
        int from = 0;
        for (int piece = 0; piece <= cuts.length; piece++) {
            int to = piece < cuts.length ? cuts[piece] : input.length;
            // The bytes around the piece must not matter.
            var bytes = new byte[to - from + 2];
            Arrays.fill(bytes, TelnetFilter.IAC);
            System.arraycopy(input, from, bytes, 1, to - from);
            int end = filter.filter(bytes, 1, 1 + to - from);
            out.append(new String(bytes, 1, end - 1, ISO_8859_1));
            assertEquals(TelnetFilter.IAC, bytes[0]);
            assertEquals(TelnetFilter.IAC, bytes[bytes.length - 1]);
            from = to;
        }
        return out.toString();
    }

    /** {@code <255>} stands for a byte. */
    private static byte[] bytes(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '<') {
                int end = text.indexOf('>', i);
                out.append((char) Integer.parseInt(text.substring(i + 1, end)));
                i = end;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString().getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "Paris, Paris",
        "<255><251><31>Paris, Paris", // WILL
        "Pa<255><252><1>ris, Paris", // WONT
        "Paris<255><253><3>, Paris", // DO
        "<255><254><255>Paris, Paris", // DONT, and an option of 255
        "<255><241>Paris<255><241>, Paris", // NOP
        "<255><246>Pa<255><244>ris<255><242>, Paris", // are you there, interrupt, data mark
        "Pa<255><255>ris, Paris",
        "<255><255><251><31>Paris, <251><31>Paris",
        "<255><250><31><0>P<0><24><255><240>Paris, Paris", // window size
        "<255><250><24><0>xterm<255><255>x<255><240>Paris, Paris", // a doubled IAC within
        "<255><250><24><255><241>x<10><255><240>Paris, Paris", // another command within is part of it
        "<255><250><255><240>Paris, Paris",
        "<255><240>Paris, Paris",
        "<255>Paris, Paris", // no command: what follows stays
        "<255><10>Paris, <10>Paris",
        "<255><239>Paris, <239>Paris",
        "<255><251><31><255><253><3><255><250><31><0><80><0><24><255><240>Pa<255><241>ris<10>, Paris<10>"
    })
    void removesCommandsHoweverTheInputIsCut(String input, String expected) {
        byte[] bytes = bytes(input);
        var left = new String(bytes(expected), ISO_8859_1);
        assertEquals(left, filtered(bytes));
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                assertEquals(left, filtered(bytes, first, second), "cut at " + first + " and " + second);
            }
        }
        assertEquals(left, filtered(bytes, oneByOne(bytes.length)));
    }

    private static int[] oneByOne(int length) {
        var cuts = new int[length];
        Arrays.setAll(cuts, i -> i);
        return cuts;
    }

    @Test
    void waitsForTheEndOfACommand() {
        for (String beginning : new String[] {"<255>", "<255><251>", "<255><250>", "<255><250>ab<255>"}) {
            var unfinished = new TelnetFilter();
            byte[] bytes = bytes("Paris" + beginning);
            assertTrue(unfinished.isBetweenCommands());
            assertEquals(5, unfinished.filter(bytes, 0, bytes.length), beginning);
            assertFalse(unfinished.isBetweenCommands(), beginning);
        }
    }

    @Test
    void endlessSubnegotiationSwallowsABoundedNumberOfBytes() {
        byte[] endless = bytes("<255><250>" + "x".repeat(TelnetFilter.LONGEST_SUBNEGOTIATION) + "Paris\n");
        for (int cut = 0; cut <= endless.length; cut++) {
            assertEquals("Paris\n", filtered(endless, cut));
        }
        assertEquals(6, filter.filter(endless, 0, endless.length));
        assertTrue(filter.isBetweenCommands());
    }

    @Test
    void removesTheLongestSubnegotiationWhole() {
        // Its end may lie within the bound, at it, and beyond it.
        for (int length = TelnetFilter.LONGEST_SUBNEGOTIATION - 3;
                length <= TelnetFilter.LONGEST_SUBNEGOTIATION;
                length++) {
            assertEquals(
                    "Paris", filtered(bytes("<255><250>" + "x".repeat(length) + "<255><240>Paris")), length + " bytes");
        }
    }

    @Test
    void outputDoesNotDependOnHowTheInputIsCut() {
        var random = new Random(2);
        byte[] likely = {-1, -1, -16, -6, -5, -3, -15, 'a', '\n', 1};
        for (int round = 0; round < 20_000; round++) {
            var bytes = new byte[random.nextInt(600)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : likely[random.nextInt(likely.length)];
            }
            int first = random.nextInt(bytes.length + 1);
            int second = first + random.nextInt(bytes.length - first + 1);
            assertEquals(filtered(bytes), filtered(bytes, first, second));
            assertFalse(filtered(bytes).contains("\u00ff"), "no IAC is left");
        }
    }
}
