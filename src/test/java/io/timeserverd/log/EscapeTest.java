package io.timeserverd.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9999", "[::1]:9999", "/run/x.sock", "Zürich", "東京", "a,b;c|d", "\uD83D\uDD57"})
    void aPlainValueStaysAsItIs(String value) {
        assertEquals(value, Escape.value(value));
    }

    @Test
    void quotesValuesThatWouldBeAmbiguous() {
        assertEquals("\"\"", Escape.value(""));
        assertEquals("\"New York\"", Escape.value("New York"));
        assertEquals("\"a=b\"", Escape.value("a=b"));
        assertEquals("\"say \\\"hi\\\"\"", Escape.value("say \"hi\""));
        assertEquals("\"C:\\\\x\"", Escape.value("C:\\x"));
        assertEquals("\"a\u00A0b\"", Escape.value("a\u00A0b"));
        assertEquals("null", Escape.value(null));
        assertEquals("42", Escape.value(42));
    }

    @Test
    void aValueCannotForgeALine() {
        assertEquals("\"x\\nevent=ready\\r\\t\"", Escape.value("x\nevent=ready\r\t"));
        assertEquals("\"\\u2028\\u2029\\u0085\"", Escape.value("\u2028\u2029\u0085"));
    }

    @Test
    void aValueCannotControlTheTerminal() {
        assertEquals("\\u001b[31mred\\u009b2J\\u007f", Escape.text("\u001b[31mred\u009b2J\u007f"));
        assertEquals("\\u202eabc\\u2066\\u200b\\ufeff", Escape.text("\u202eabc\u2066\u200b\uFEFF"));
        assertEquals("\\udb40\\udc41", Escape.text("\uDB40\uDC41"));
    }

    @Test
    void escapesUnpairedSurrogatesPrivateUseAndUnassigned() {
        assertEquals("\\ud800x\\udc00", Escape.text("\uD800x\uDC00"));
        assertEquals("\\ue000\\uffff", Escape.text("\uE000\uFFFF"));
    }

    @Test
    void textForTerminalsKeepsSpacesAndQuotes() {
        assertEquals("ERR unknown-place \"x\" = y", Escape.text("ERR unknown-place \"x\" = y"));
        assertEquals("a\\\\nb", Escape.text("a\\nb"));
        assertEquals("", Escape.text(""));
    }

    @Test
    void aLongValueIsCutAtAWholeCharacter() {
        assertEquals("a".repeat(Escape.MAX), Escape.value("a".repeat(Escape.MAX)));
        assertEquals("a".repeat(Escape.MAX) + "…", Escape.value("a".repeat(Escape.MAX + 1)));
        assertEquals("abc…", Escape.text("abc\uD83D\uDD57", 4));
        assertEquals("abc…", Escape.text("abc\u0000", 8));
    }

    @Test
    void theResultForRandomTextIsShortAndPrintable() {
        var random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(700); i > 0; i--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
            }
            String value = Escape.value(text);
            assertTrue(value.length() <= Escape.MAX + 3, value);
            assertEquals(value, Escape.value(text), "same text, same value");
            assertTrue(value.codePoints().noneMatch(EscapeTest::drives), value);
        }
    }

    private static boolean drives(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
