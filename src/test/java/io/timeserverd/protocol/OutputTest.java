package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final Output out = new Output();

    @Test
    void writesNumbersAsTheJvmDoes() {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            int width = random.nextInt(30);
            out.clear();
            out.number(value, width, '0')
                    .put('|')
                    .number(value, width, ' ')
                    .put('|')
                    .number(value);
            String zeros = width == 0 ? "%d" : "%0" + width + "d";
            String spaces = width == 0 ? "%d" : "%" + width + "d";
            assertEquals(String.format(zeros + "|" + spaces + "|%d", value, value, value), out.toString());
        }
    }

    @Test
    void writesTheExtremesOfLong() {
        out.number(Long.MIN_VALUE).put(' ').number(Long.MAX_VALUE).put(' ').number(0);
        assertEquals("-9223372036854775808 9223372036854775807 0", out.toString());
    }

    @Test
    void encodesTextAsTheJvmDoes() {
        String text = "aé€😀\u0000\u007f\u0080\uffff";
        assertEquals(text, out.text(text).toString());
        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, out.length());
    }

    @Test
    void replacesALoneSurrogate() {
        assertEquals("a\uFFFDb\uFFFD", out.text("a\uD800b\uDC00").toString());
    }

    @Test
    void growsAndIsReused() {
        String text = "0123456789".repeat(1000);
        assertEquals(text, out.text(text).toString());
        out.clear();
        assertEquals("x", out.put('x').toString());
    }

    @Test
    void refusesToGrowWithoutBound() {
        out.put(new byte[Output.MAX_BYTES]);
        assertThrows(IllegalStateException.class, () -> out.put('x'));
    }

    @Test
    void padsOnTheLeft() {
        int start = out.text("ab").length();
        out.text("cd");
        out.pad(start, 5, '_');
        assertEquals("ab___cd", out.toString());
        out.pad(start, 5, '_');
        out.pad(start, 9, Output.NO_PAD);
        assertEquals("ab___cd", out.toString());
    }

    @Test
    void onlyAsciiLettersChangeTheirCase() {
        out.text("aZ@[`{é");
        out.changeCase(0, true);
        assertEquals("AZ@[`{é", out.toString());
        out.changeCase(1, false);
        assertEquals("Az@[`{é", out.toString());
    }
}
