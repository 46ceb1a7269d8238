package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.timeserverd.protocol.Request.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
    private static Request.Time time(String line) {
        return assertInstanceOf(Request.Time.class, RequestParser.parse(line));
    }

    private static Request.Bad bad(String line) {
        return assertInstanceOf(Request.Bad.class, RequestParser.parse(line));
    }

    private static String formatOf(String line) {
        return time(line).format().map(Format::text).orElse("none");
    }

    @Test
    void anEmptyLineAsksForEveryDefault() {
        assertEquals(new Request.Time("", RequestedInstant.NOW, Optional.empty()), RequestParser.parse(" \t "));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Paris, Europe/Paris, none",
        "Europe/Paris +iso, Europe/Paris, iso",
        "Europe/Paris+ISO, Europe/Paris, iso",
        "new york +%H:%M, new york, %H:%M",
        "UTC+2, UTC+2, none",
        "UTC+2 +iso, UTC+2, iso",
        "UTC + 2, UTC + 2, none",
        "UTC + 2 +iso, UTC + 2, iso",
        "UTC+2+iso, UTC+2, iso",
        "+05:30, +05:30, none",
        "Etc/GMT+5, Etc/GMT+5, none",
        "+iso, '', iso",
        "+%Y + %m, '', %Y + %m",
        "UTC +%H+iso, UTC, %H+iso",
        "UTC +%s@x, UTC, %s@x",
        "UTC@1718456703 +[%Y], UTC, [%Y]",
        "UTC+2 +(%H), UTC+2, (%H)",
        "UTC ++%Y, UTC, ++%Y",
        "UTC + %H, UTC, ' %H'",
        "UTC +at %H+iso, UTC, at %H+iso",
        "1+[2, 1+[2, none"
    })
    void separatesThePlaceFromTheFormat(String line, String place, String format) {
        assertEquals(place, time(line).place());
        assertEquals(format, formatOf(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFNew York",
                "\u200B New\u2060 York\u200B",
                "\u00A0\u3000New York\u2003\u202F",
                "\u200E\u202ANew York\u202C",
                "\u200DNew York\u200C",
                "\"New York\"",
                " ' New York ' ",
                "\u201CNew York\u201D",
                "\u201ENew York\u201C",
                "\u2018New York\u2019",
                "\u00ABNew York\u00BB",
                "\u00AB\u00A0New York\u00A0\u00BB",
                "`New York`",
                "\uFEFF\u00A0\"\u00A0New York\"\r\t"
            })
    void stripsBlanksQuotesAndCharactersWithoutWidth(String line) {
        String text = line.replace("\r", "");
        assertEquals(new Request.Time("New York", RequestedInstant.NOW, Optional.empty()), RequestParser.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {
                "'s-Hertogenbosch, 's-Hertogenbosch",
                "\"Paris, \"Paris",
                "\", \"",
                "'Paris\", 'Paris\"",
                "\"New York\" or \"Paris\", \"New York\" or \"Paris\"",
                "''Paris'', ''Paris''",
                "\"New York\" +iso, New York",
                "'New York' @0, New York",
                "'New York'@0+%H:'%M', New York",
                "\"New York +iso\", New York",
                "क्\u200Dष, क्\u200Dष"
            })
    void stripsOnePairOfQuotesFromTheLineOrThePlace(String line, String place) {
        assertEquals(place, time(line).place());
    }

    @Test
    void commandsInstantsAndFormatsAreStrippedToo() {
        assertEquals(new Request.Command(Verb.HELP, ""), RequestParser.parse("\uFEFF'help'"));
        assertEquals(new Request.Command(Verb.PLACES, "paris"), RequestParser.parse("places\u00A0paris\u200E"));
        assertEquals(
                new RequestedInstant.At(Instant.EPOCH),
                time("UTC@\u200B0\u00A0+iso").instant());
        assertEquals("iso", formatOf("UTC\u00A0+iso\uFEFF"));
    }

    @Test
    void theInstantIsBetweenPlaceAndFormat() {
        assertEquals(
                new RequestedInstant.At(Instant.ofEpochSecond(1_700_000_000)),
                time("Asia/Kolkata@1700000000 +%F %T %z").instant());
        assertEquals("%F %T %z", formatOf("Asia/Kolkata@1700000000 +%F %T %z"));
        assertEquals(
                new RequestedInstant.At(Instant.parse("2026-11-22T12:00:00Z")),
                time("UTC @ 2026-11-22T13:00:00+01:00 +iso").instant());
        assertEquals(
                new RequestedInstant.Local(
                        Optional.of(LocalDate.parse("2026-11-22")), Optional.of(Duration.ofHours(13)), ""),
                time("Europe/Paris@2026-11-22 13:00+unix").instant());
    }

    @ParameterizedTest
    @CsvSource({
        "help, HELP, ''",
        "HELP, HELP, ''",
        "Zones, ZONES, ''",
        "zones  new york , ZONES, new york",
        "places\tparis, PLACES, paris",
        "sync 12ab, SYNC, 12ab",
        "sync, SYNC, ''",
        "quit, QUIT, ''"
    })
    void commandsAreWholeLinesInAnyCase(String line, Verb verb, String argument) {
        assertEquals(new Request.Command(verb, argument), RequestParser.parse(line));
    }

    @Test
    void aCommandWithAnArgumentThatItDoesNotTakeMayBeAPlace() {
        assertEquals("help me", time("help me").place());
        assertEquals("keepit", time("keepit").place());
    }

    @Test
    void placesNeedsAText() {
        assertEquals(ErrorCode.BAD_REQUEST, bad("places").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC +nosuch", "UTC +%", "UTC +%Q", "UTC +x", "+", "UTC +", "UTC + iso", "UTC +%99999Y"})
    void invalidFormatIsBadFormat(String line) {
        assertEquals(ErrorCode.BAD_FORMAT, bad(line).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC@", "UTC@noon", "@@0", "UTC@0@1"})
    void invalidInstantIsBadInstant(String line) {
        assertEquals(ErrorCode.BAD_INSTANT, bad(line).code());
    }

    @Test
    void lineIsBoundedUtf8WithoutControlCharacters() {
        assertEquals(ErrorCode.TOO_LONG, parse("é".repeat(129)).code());
        assertEquals(ErrorCode.BAD_REQUEST, parse("a\u0000b").code());
        assertEquals(ErrorCode.BAD_REQUEST, parse("a\u007fb").code());
        assertEquals(ErrorCode.BAD_REQUEST, parse("a\u0085b").code());
        var overlong = new byte[] {(byte) 0xc0, (byte) 0x80};
        assertEquals(
                ErrorCode.BAD_REQUEST,
                assertInstanceOf(Request.Bad.class, RequestParser.parse(overlong, 0, 2))
                        .code());
        assertEquals("é".repeat(128), time("é".repeat(128)).place());
    }

    private static Request.Bad parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return assertInstanceOf(Request.Bad.class, RequestParser.parse(bytes, 0, bytes.length));
    }

    @Test
    void randomBytesNeverThrow() {
        var random = new Random(5);
        byte[] alphabet = "aZ019 +@%/:.-_\tézones keep\u00e9\u2028".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100_000; i++) {
            var line = new byte[random.nextInt(40)];
            for (int j = 0; j < line.length; j++) {
                line[j] =
                        random.nextInt(8) == 0 ? (byte) random.nextInt(256) : alphabet[random.nextInt(alphabet.length)];
            }
            assertNotNull(RequestParser.parse(line, 0, line.length));
        }
    }
}
