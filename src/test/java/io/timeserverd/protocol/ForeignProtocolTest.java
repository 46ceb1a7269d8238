package io.timeserverd.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignProtocolTest {
    /** A request line as RFC 9112 section 3 has it, and with more blanks than that. */
    private static final Pattern REQUEST_LINE = Pattern.compile(
            ".*(?i:HTTP|RTSP|SIP|ICAP)/[0-9.]+[\\x00-\\x20\"'\\x80-\\xff]*|(?i:HTTP)/.*", Pattern.DOTALL);

    private static final Optional<ForeignProtocol> TEXT = Optional.empty();

    private static Optional<ForeignProtocol> ofLine(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return ForeignProtocol.of(bytes, 0, bytes.length, true);
    }

    private static Optional<ForeignProtocol> ofBeginning(byte[] bytes, int length) {
        return ForeignProtocol.of(bytes, 0, length, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // RFC 9110 section 9.3, RFC 5789, WebDAV and UPnP
                "GET / HTTP/1.1",
                "HEAD / HTTP/1.0",
                "POST /ojna@0+%nHTTP/1.1 HTTP/1.1",
                "PUT /a HTTP/1.1",
                "DELETE /a HTTP/1.1",
                "CONNECT example.org:443 HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "TRACE / HTTP/1.1",
                "PATCH / HTTP/1.1",
                "PROPFIND / HTTP/1.1",
                "M-SEARCH * HTTP/1.1",
                // methods that a page invents, which fetch() sends unchanged
                "get / HTTP/1.1",
                "Paris / HTTP/1.1",
                "post /x http/1.1",
                "zones /x HTTP/1.1",
                "!#$%&'*+-.^_`|~09azAZ / HTTP/1.1",
                "PRI * HTTP/2.0",
                "GET http://example.org/ HTTP/1.1",
                "GET /chat HTTP/1.1",
                "GET  /two  blanks\tHTTP/1.1 ",
                "GET / HTTP/1.1\r",
                "GET /@1721260800+%nHTTP/1.1%_4j%nAccess-Control-Allow-Origin:*%n%n HTTP/1.1",
                "GET /@1721260800+%nICY%20200 HTTP/1.1",
                "OPTIONS rtsp://example.org/x RTSP/1.0",
                "OPTIONS sip:nm SIP/2.0",
                "OPTIONS icap://example.org/x ICAP/1.0"
            })
    void requestLineIsHttpOnceItIsComplete(String line) {
        assertEquals(Optional.of(ForeignProtocol.HTTP), ofLine(line));
        byte[] bytes = line.getBytes(UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            assertEquals(TEXT, ofBeginning(bytes, length), "the first " + length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Get",
                "GET",
                "GETAFE",
                "Getafe, Spain",
                "Post Falls, ID",
                "post falls id",
                "Head of the Harbor",
                "Options",
                "Trace",
                "Put, Cyprus",
                "Patch Grove, Wisconsin",
                "Connect Europe/Paris",
                "Paris +%H HTTP/1.1%n",
                "HTTP",
                "Etc/GMT+5",
                "UTC+2 +iso",
                "Paris @1721260800 +%F %T",
                "GET / HTTPS/1.1",
                "GET / HTTP/",
                "SSH",
                "\tParis",
                "\uFEFFParis",
                "\u00A0Paris"
            })
    void textIsNotTakenForAnotherProtocol(String line) {
        assertEquals(TEXT, ofLine(line));
        byte[] bytes = line.getBytes(UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            assertEquals(TEXT, ofBeginning(bytes, length), "the first " + length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "get /a b", "x-y HTTPS://example.org/", "POST http://example.org/?q="})
    void requestLineThatIsTooLongIsRecognisedByItsBeginning(String beginning) {
        byte[] bytes = (beginning + "a".repeat(300)).getBytes(UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            Optional<ForeignProtocol> expected =
                    length > RequestParser.MAX_BYTES ? Optional.of(ForeignProtocol.HTTP) : TEXT;
            assertEquals(expected, ofBeginning(bytes, length), "the first " + length + " bytes");
        }
        assertEquals(Optional.of(ForeignProtocol.HTTP), ForeignProtocol.of(bytes, 0, bytes.length, true));
    }

    @Test
    void otherLineThatIsTooLongIsText() {
        for (String beginning : new String[] {"Paris, ", "Europe/", "/", "GET", "São /"}) {
            byte[] bytes = (beginning + "a".repeat(300)).getBytes(UTF_8);
            assertEquals(TEXT, ofBeginning(bytes, bytes.length), beginning);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLS, 16030100f8010000f40303, 2",
        "TLS, 1603030200, 2",
        "SSH, 5353482d322e302d4f70656e5353485f392e32, 4",
        "BINARY, 000100002112a442, 1", // STUN
        "BINARY, 000300002112a442, 1", // TURN, as a page can have it sent
        "BINARY, 0300002f2ae00000, 1", // RDP
        "BINARY, 00000054ff534d4272, 1", // SMB
        "BINARY, 101000044d515454, 1", // MQTT
        "BINARY, 1601, 2",
        "BINARY, 7f454c46, 1"
    })
    void binaryIsRecognisedWithoutALineEnd(ForeignProtocol expected, String hex, int enough) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int length = 0; length <= bytes.length; length++) {
            assertEquals(
                    length >= enough ? Optional.of(expected) : TEXT, ofBeginning(bytes, length), length + " bytes");
        }
    }

    @Test
    void lineOfOnlyTheFirstByteOfTlsIsBinary() {
        byte[] bytes = {0x16};
        assertEquals(Optional.of(ForeignProtocol.BINARY), ForeignProtocol.of(bytes, 0, 1, true));
    }

    @Test
    void onlyControlCharactersBeginBinary() {
        for (int first = 0; first < 256; first++) {
            byte[] bytes = {(byte) first, 'x'};
            boolean control = (first < ' ' && "\t\r\n".indexOf(first) < 0) || first == 0x7f;
            Optional<ForeignProtocol> expected = control ? Optional.of(ForeignProtocol.BINARY) : TEXT;
            assertEquals(expected, ofBeginning(bytes, 2), "byte " + first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorIsNotTakenForAReplyByABrowser(ForeignProtocol protocol) {
        var exchange = new Exchange();
        exchange.reading = new Reading(Instant.EPOCH, ClockState.SYNCHRONISED, 0, 1, Leap.NONE);
        var out = new Output();
        exchange.refuse(ErrorCode.BAD_REQUEST, protocol.problem(), out);
        // Browsers look for "HTTP" or "ICY" among the first 11 bytes at most.
        assertTrue(out.toString().startsWith("ERR bad-request "), out.toString());
        assertFalse(out.toString().toLowerCase(Locale.ROOT).contains("http/"), out.toString());
        assertEquals(out.length() - 1, out.toString().indexOf('\n'), "one line");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /secret?token=1 HTTP/1.1, GET",
        "M-SEARCH * HTTP/1.1, M-SEARCH",
        "x_y.z / HTTP/1.1, x_y.z",
        "it's / HTTP/1.1, ''",
        "a|b / HTTP/1.1, ''",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA / HTTP/1.1, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA / HTTP/1.1, ''",
        "SSH-2.0-OpenSSH_9.2p1, SSH"
    })
    void atMostThePlainFirstWordIsKept(String line, String kept) {
        byte[] bytes = ("before " + line).getBytes(UTF_8);
        int from = "before ".length();
        ForeignProtocol protocol =
                ForeignProtocol.of(bytes, from, bytes.length, true).orElseThrow();
        int length = protocol.keptLength(bytes, from, bytes.length);
        assertEquals(kept, new String(bytes, from, length, UTF_8));
        assertTrue(ForeignProtocol.mayBeKept(kept.getBytes(UTF_8)));
    }

    @Test
    void nothingIsKeptOfBinary() {
        byte[] tls = {0x16, 3, 1, 'a', 'b'};
        assertEquals(0, ForeignProtocol.TLS.keptLength(tls, 0, tls.length));
        assertEquals(0, ForeignProtocol.BINARY.keptLength(tls, 3, tls.length));
    }

    @Test
    void lineOfSeveralWordsOrOtherLettersIsNotWhatIsKept() {
        for (String line : new String[] {"GET /", "Zürich", "UTC+1", "a".repeat(33)}) {
            assertFalse(ForeignProtocol.mayBeKept(line.getBytes(UTF_8)), line);
        }
    }

    @Test
    void anyLineIsHttpWhenItHasTheFormOfARequestLine() {
        var random = new Random(3);
        var scraps = new String[] {
            "GET",
            "Paris ",
            " ",
            " HTTP/1.1",
            "\t",
            "/",
            "HTTP",
            "SIP",
            "/1.1",
            "/2",
            ".0",
            "\u00fc",
            "%",
            "\r",
            "http:",
            "@0",
            "+%H"
        };
        int http = 0;
        for (int round = 0; round < 200_000; round++) {
            var line = new StringBuilder();
            for (int n = random.nextInt(10); n > 0; n--) {
                line.append(scraps[random.nextInt(scraps.length)]);
            }
            byte[] bytes = line.toString().getBytes(ISO_8859_1);
            boolean expected = REQUEST_LINE.matcher(line).matches();
            Optional<ForeignProtocol> found = ForeignProtocol.of(bytes, 0, bytes.length, true);
            assertEquals(expected ? Optional.of(ForeignProtocol.HTTP) : TEXT, found, line.toString());
            http += expected ? 1 : 0;
        }
        assertTrue(http > 1000, "of each some, but HTTP was " + http);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK",
                "HTTP/1.1",
                "/ HTTP/1.1",
                "GET HTTP/1.1",
                "GET / HTTP/1",
                "GET / HTTP/11.1",
                " GET / HTTP/1.1",
                "\uFEFFGET / HTTP/1.1",
                "\u00A0GET / HTTP/1.1",
                "G\u200BET / HTTP/1.1",
                "GET\u0000 / HTTP/1.1",
                "\"GET / HTTP/1.1\"",
                "\u201CGET / HTTP/1.1\u201D",
                "GET / HTTP/1.1\r\u0000",
                "GET /xHTTP/1.1",
                "São Paulo / HTTP/1.1"
            })
    void strippedMarksDoNotHideHttp(String line) {
        assertEquals(Optional.of(ForeignProtocol.HTTP), ofLine(line));
    }

    @Test
    void randomBytesAreJudgedAndAtMostAPlainWordIsKept() {
        var random = new Random(4);
        for (int round = 0; round < 200_000; round++) {
            var bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length + 1);
            boolean whole = random.nextBoolean();
            ForeignProtocol.of(bytes, from, bytes.length, whole).ifPresent(protocol -> {
                int length = protocol.keptLength(bytes, from, bytes.length);
                assertTrue(new String(bytes, from, length, ISO_8859_1).matches("[-._0-9A-Za-z]{0,32}"));
            });
        }
    }
}
