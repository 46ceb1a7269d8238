package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Leap;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtpPacketTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void readsEveryField() {
        byte[] bytes = HexFormat.of()
                .parseHex("640306e9" + "00018000" + "00000800" + "47505300" + "e000000000000001" + "e000000000000002"
                        + "e000000000000003" + "e000000000000004");
        NtpPacket packet = NtpPacket.decode(ByteBuffer.wrap(bytes)).orElseThrow();
        long second = 0xe0000000_00000000L;
        var expected = new NtpPacket(
                Leap.INSERT,
                4,
                4,
                3,
                6,
                -23,
                0x18000,
                0x800,
                0x47505300,
                second + 1,
                second + 2,
                second + 3,
                second + 4);
        assertEquals(expected, packet);
        assertArrayEquals(bytes, packet.encode());
    }

    @Test
    void encodingADecodedPacketGivesTheSameBytes() {
        var random = new Random(1);
        var bytes = new byte[NtpPacket.BYTES];
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(bytes);
            assertArrayEquals(
                    bytes,
                    NtpPacket.decode(ByteBuffer.wrap(bytes)).orElseThrow().encode());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 47, 49, 68, 512})
    void decodesNoPacketOfAnotherLength(int length) {
        assertTrue(NtpPacket.decode(ByteBuffer.allocate(length)).isEmpty());
    }

    @Test
    void aRequestRevealsNothingButItsCookie() {
        byte[] bytes = NtpPacket.request(0x0102030405060708L).encode();
        assertEquals(
                "23000020" + "00".repeat(36) + "0102030405060708",
                HexFormat.of().formatHex(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffff, 2036-02-07T06:28:15Z",
        "00000000, 2036-02-07T06:28:16Z",
        "00000001, 2036-02-07T06:28:17Z",
        "80000000, 2104-02-26T09:42:24Z",
    })
    void theNextEraBeginsIn2036(String hex, Instant instant) {
        long timestamp = Long.parseUnsignedLong(hex + "00000000", 16);
        assertEquals(instant, Instant.ofEpochSecond(NtpTime.unixNs(timestamp) / SECOND));
    }

    @Test
    void nanosecondsSurviveTheBinaryFraction() {
        var random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            long unixNs = 1_600_000_000 * SECOND + (long) (random.nextDouble() * 4e18);
            assertEquals(unixNs, NtpTime.unixNs(NtpTime.timestamp(unixNs)));
        }
    }

    @Test
    void durationsAreIn65536thsOfASecond() {
        assertEquals(1_500_000_000, NtpTime.shortNs(0x18000));
        assertEquals(65_535_999_984_741L, NtpTime.shortNs(-1));
    }

    @ParameterizedTest
    @CsvSource({"0, 1000000000", "-20, 953", "-128, 1", "6, 64000000000", "127, 131072000000000"})
    void limitsExponents(int exponent, long ns) {
        assertEquals(ns, NtpTime.exponentNs(exponent));
    }
}
