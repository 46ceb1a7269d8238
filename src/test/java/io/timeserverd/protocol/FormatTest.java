package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.place.Place;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
    private static final String SUNDAY = "2026-11-22T12:38:34.123456789Z";

    @ParameterizedTest
    @ValueSource(strings = {"iso3", "ISO3", "Iso3", "+iso3"})
    void namesMayHaveAnyCaseAndAPlus(String text) {
        assertEquals("2026-11-22T13:38:34.123+01:00", Formats.render(text, SUNDAY, RulesZone.PARIS));
        assertEquals("iso3", Formats.valid(text).text());
    }

    @Test
    void theTextOfAPercentFormatIsAsItWasGiven() {
        assertEquals("%H h, %M", Formats.valid("%H h, %M").text());
        assertEquals("%H", Formats.valid("+%H").text());
        assertEquals("13 h, 38", Formats.render("%H h, %M", SUNDAY, RulesZone.PARIS));
    }

    @ParameterizedTest
    @CsvSource({"[%Y], [2026]", "at %H:%M, at 13:38", "++%Y, +2026", "iso %Y, iso 2026", "' %H', ' 13'"})
    void textMayStandBeforeTheFirstConversion(String text, String output) {
        assertEquals(output, Formats.render(text, SUNDAY, RulesZone.PARIS));
        assertEquals(text, Formats.valid(text).text());
    }

    @Test
    void literalTextMayBeInAnyScript() {
        assertEquals("13時38分 😀", Formats.render("%H時%M分 😀", SUNDAY, RulesZone.PARIS));
    }

    @Test
    void conversionsAreBoundedAndShorthandsCountInFull() {
        assertEquals(
                128,
                Formats.render("%a".repeat(126) + "%R", SUNDAY, RulesZone.PARIS).length() / 3 + 1);
        assertEquals("%c".repeat(18), Formats.valid("%c".repeat(18)).text());
        for (String format : new String[] {"%c".repeat(19), "%^c".repeat(19), "%64c".repeat(19), "%F".repeat(43)}) {
            assertEquals("more than 128 conversions; %c counts as 7 of them", Formats.problem(format));
        }
    }

    @Test
    void everyNamedFormatHasAValue() {
        for (String name : NamedFormats.names()) {
            assertEquals(name, Formats.valid(name).text());
        }
        assertEquals(
                "iso iso3 iso6 iso9 unix unix3 unix6 unix9 rfc5322 http mjd week long next tz json",
                String.join(" ", NamedFormats.names()));
    }

    @Test
    void anUnknownNameIsReportedWithTheKnownOnes() {
        assertEquals(
                "no format 'iso4'; there are iso, iso3, iso6, iso9, unix, unix3, unix6, unix9, rfc5322, http, mjd,"
                        + " week, long, next, tz, json, and %... as date(1) has it",
                Formats.problem("iso4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "++iso", " iso", "iso ", "3", "%", "%H%", "%5", "%-", "%:", "%E"})
    void invalidTextIsAProblem(String text) {
        Formats.problem(text);
    }

    @ParameterizedTest
    @CsvSource({
        "%H:%Q, no conversion '%Q'",
        "%-10!x, no conversion '%-10!'",
        "%é, no conversion '%é'",
        "%:d, no conversion '%:d'",
        "%::::z, no conversion '%::::z'",
        "%EH, no conversion '%EH'",
        "%OY, no conversion '%OY'",
        "%EOy, no conversion '%EO'",
        "%E5y, no conversion '%E5'",
        "%O%, no conversion '%O%'",
        "%5%, no conversion '%5%'",
        "%+%, no conversion '%+%'",
        "%H:%, unfinished conversion '%'",
        "%-10, unfinished conversion '%-10'",
        "%65Y, width over 64 in '%65Y'",
        "%99999999999999999999Y, width over 64 in '%999'",
    })
    void anUnknownConversionIsNamed(String text, String problem) {
        assertEquals(problem, Formats.problem(text));
    }

    @Test
    void aProblemIsOneShortLine() {
        assertEquals("no conversion '%?'", Formats.problem("%\n"));
        assertEquals("no conversion '%?'", Formats.problem("%\u2028"));
        assertEquals("no conversion '%?'", Formats.problem("%\uD800"));
        assertTrue(Formats.problem("x".repeat(200)).startsWith("no format '" + "x".repeat(32) + "...'; "));
    }

    @Test
    void aFormatThatIsTooLongIsInvalid() {
        Formats.valid("%" + "%".repeat(Format.MAX_TEXT - 1));
        assertEquals("longer than 256 characters", Formats.problem("%H" + "x".repeat(Format.MAX_TEXT - 1)));
    }

    @Test
    void randomTextNeverThrowsAndItsOutputIsBounded() {
        var random = new Random(5);
        String alphabet = "%%%%%%%%-_0+^#:EO0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+ é\0\n";
        var out = new Output();
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder("%");
            int length = random.nextInt(random.nextInt(10) == 0 ? 256 : 8);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            long second = random.nextLong(Answer.MIN_EPOCH_SECOND, Answer.MAX_EPOCH_SECOND + 1);
            var instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            if (Format.parse(text.toString()) instanceof Format.Valid parsed) {
                out.clear();
                parsed.format().render(Formats.answer(instant, Place.ofZone(RulesZone.PARIS)), out);
                assertTrue(out.length() <= 4096, text::toString);
                valid++;
            }
        }
        assertTrue(valid > 10_000, "formats tried: " + valid);
    }

    @Test
    void theLongestOutputIsBounded() {
        String widest = Formats.render("%64Y".repeat(64).substring(0, 256), SUNDAY, RulesZone.PARIS);
        assertEquals(4096, widest.length());
    }

    @Test
    void anInvalidFormatIsAValue() {
        assertInstanceOf(Format.Invalid.class, Format.parse("nonsense"));
        assertInstanceOf(Format.Invalid.class, Format.parse("\u202E%H"));
    }
}
