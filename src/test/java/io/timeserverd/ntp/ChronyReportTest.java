package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Leap;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChronyReportTest {
    /** The first bytes of a report from chronyd 4.3. */
    private static final byte[] HEAD = HexFormat.of().parseHex("060200000021000500000000000000000000004d");

    /** A report with {@code numbers} from the field of the correction on. */
    private static byte[] reply(float... numbers) {
        ByteBuffer reply = ByteBuffer.allocate(ChronyReport.BYTES).put(HEAD);
        reply.putShort(52, (short) 4).putLong(56, 1_795_365_633L).putInt(64, 856_384_479);
        for (int i = 0; i < numbers.length; i++) {
            reply.putInt(68 + 4 * i, chronyFloat(numbers[i]));
        }
        return reply.array();
    }

    /** candm.h: value = coefficient * 2^(exponent - 25). */
    private static int chronyFloat(float value) {
        int exponent = value == 0 ? -64 : Math.max(-64, Math.getExponent(value) + 2);
        int coefficient = (int) (value / Math.scalb(1.0, exponent - 25));
        return (exponent << 25) | (coefficient & 0x1ffffff);
    }

    /** A report that chronyc printed as 5.000043 s slow, skew 113.665 ppm, root delay 152.117 us. */
    @Test
    void readsTheBoundOfTheReport() {
        ChronyReport report = ChronyReport.decode(
                        ByteBuffer.wrap(reply(5.000043f, 0, 0, -2.13f, -0.5f, 113.665f, 152.117e-6f, 452.782e-6f, 1)),
                        77)
                .orElseThrow();
        assertEquals(4, report.stratum());
        assertEquals(Leap.NONE, report.leap());
        assertEquals(5_000_043_000.0, (double) report.offsetNs(), 1_000);
        assertEquals(5_000_043_000.0 + 76_058 + 452_782, (double) report.errorNs(), 1_000);
        assertEquals(115.165e-6, report.drift(), 1e-9);
        assertEquals(1_795_365_633_856_384_479L, report.updateNs());
    }

    @Test
    void aClockThatIsFastHasANegativeOffset() {
        ChronyReport report =
                ChronyReport.decode(ByteBuffer.wrap(reply(-0.25f)), 77).orElseThrow();
        assertEquals(-250_000_000, report.offsetNs());
        assertEquals(250_000_000, report.errorNs());
    }

    @Test
    void readsOnlyTheReplyToItsRequest() {
        var request = ByteBuffer.wrap(ChronyReport.request(77));
        assertEquals(ChronyReport.BYTES, request.remaining());
        assertEquals(77, request.getInt(8));
        assertEquals(Optional.empty(), ChronyReport.decode(ByteBuffer.wrap(reply()), 78));
        assertEquals(Optional.empty(), ChronyReport.decode(ByteBuffer.wrap(reply(), 0, 103), 77));
        assertEquals(Optional.empty(), ChronyReport.decode(request, 77));
    }

    @Test
    void mutatedRepliesDoNotThrow() {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = reply(random.nextFloat(), 0, 0, 0, 1, 2, 3, 4, 5);
            for (int flips = random.nextInt(8); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Optional<ChronyReport> report =
                    ChronyReport.decode(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)), 77);
            assertTrue(report.isEmpty() || report.get().drift() > -1);
        }
    }
}
