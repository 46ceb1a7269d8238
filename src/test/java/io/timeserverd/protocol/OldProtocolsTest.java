package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import io.timeserverd.place.Place;
import io.timeserverd.zone.JvmZones;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Daytime (RFC 867) and time (RFC 868). */
class OldProtocolsTest {
    private static final Place PARIS =
            Place.ofZone(new JvmZones().find("Europe/Paris").orElseThrow());

    private final Exchange exchange = new Exchange();

    private byte[] answer(Responder responder, String instant, ClockState state, Leap leap) {
        exchange.reading = new Reading(Instant.parse(instant), state, Reading.UNKNOWN, 0, leap);
        var out = new Output();
        responder.answer(new byte[0], 0, 0, exchange, out);
        assertEquals(Exchange.Next.QUIT, exchange.next);
        return Arrays.copyOf(out.array(), out.length());
    }

    private String daytime(Daytime.Style style, String instant, ClockState state, Leap leap) {
        var responder = new Daytime(style, PARIS, true);
        return new String(answer(responder, instant, state, leap), StandardCharsets.US_ASCII);
    }

    @Test
    void plainDaytimeIsTheLineOfInetd() {
        assertEquals(
                "Sun Nov 22 13:38:34 2026\r\n",
                daytime(Daytime.Style.PLAIN, "2026-11-22T12:38:34.9Z", ClockState.SYNCHRONISED, Leap.NONE));
        assertEquals(
                "Wed Jul  1 02:00:00 2026\r\n",
                daytime(Daytime.Style.PLAIN, "2026-07-01T00:00:00Z", ClockState.SYNCHRONISED, Leap.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T12:38:34Z, SYNCHRONISED, NONE, 61366 26-11-22 12:38:34 00 0 0",
        "2026-07-01T00:00:00Z, HOLDOVER, INSERT, 61222 26-07-01 00:00:00 50 1 1",
        "2026-06-30T23:59:59Z, UNSYNCHRONISED, DELETE, 61221 26-06-30 23:59:59 50 2 2",
        // Paris goes to summer time at 2026-03-29 01:00 UTC and back at 2026-10-25 01:00 UTC.
        "2026-02-28T12:00:00Z, SYNCHRONISED, NONE, 61099 26-02-28 12:00:00 00 0 0",
        "2026-03-01T12:00:00Z, SYNCHRONISED, NONE, 61100 26-03-01 12:00:00 79 0 0",
        "2026-03-28T12:00:00Z, SYNCHRONISED, NONE, 61127 26-03-28 12:00:00 52 0 0",
        "2026-03-29T00:59:59Z, SYNCHRONISED, NONE, 61128 26-03-29 00:59:59 51 0 0",
        "2026-03-29T01:00:00Z, SYNCHRONISED, NONE, 61128 26-03-29 01:00:00 50 0 0",
        "2026-10-01T12:00:00Z, SYNCHRONISED, NONE, 61314 26-10-01 12:00:00 25 0 0",
        "2026-10-25T00:59:59Z, SYNCHRONISED, NONE, 61338 26-10-25 00:59:59 01 0 0",
        "2026-10-25T01:00:00Z, SYNCHRONISED, NONE, 61338 26-10-25 01:00:00 00 0 0"
    })
    void nistLineHasDaylightSavingLeapSecondAndHealth(String instant, ClockState state, Leap leap, String expected) {
        assertEquals("\n" + expected + "   0.0 UTC(NIST) *\n", daytime(Daytime.Style.NIST, instant, state, leap));
    }

    @Test
    void timeIsRightAroundTheWrapOf2036() {
        var start = Instant.parse("2036-02-07T06:28:06Z");
        for (int i = 0; i < 20; i++) {
            Instant instant = start.plusSeconds(i);
            byte[] bytes = answer(new TimeProtocol(true), instant.toString(), ClockState.SYNCHRONISED, Leap.NONE);
            assertEquals(4, bytes.length);
            long wire = 0;
            for (byte b : bytes) {
                wire = wire << 8 | (b & 0xff);
            }
            long era = wire < 1L << 31 ? 1L << 32 : 0;
            assertEquals(instant.getEpochSecond(), era + wire - 2_208_988_800L);
        }
    }

    @Test
    void timeIsTheExampleOfTheRfc() {
        // RFC 868: 2,629,584,000 stands for 00:00 1 May 1983 GMT.
        assertArrayEquals(
                new byte[] {(byte) 0x9c, (byte) 0xbc, 0x44, (byte) 0x80},
                answer(new TimeProtocol(false), "1983-05-01T00:00:00Z", ClockState.SYNCHRONISED, Leap.NONE));
    }

    @Test
    void sendsNothingWhileUnsynchronisedIfItMustRefuse() {
        String instant = "2026-11-22T12:38:34Z";
        assertEquals(0, answer(new TimeProtocol(true), instant, ClockState.UNSYNCHRONISED, Leap.UNKNOWN).length);
        assertEquals(Optional.of(ErrorCode.UNSYNCHRONISED), exchange.error);
        assertEquals("", daytime(Daytime.Style.PLAIN, instant, ClockState.UNSYNCHRONISED, Leap.UNKNOWN));
        assertEquals(Optional.of(ErrorCode.UNSYNCHRONISED), exchange.error);
        assertEquals(4, answer(new TimeProtocol(false), instant, ClockState.UNSYNCHRONISED, Leap.UNKNOWN).length);
    }
}
