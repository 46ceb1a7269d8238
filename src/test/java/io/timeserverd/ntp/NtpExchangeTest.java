package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.clock.Leap;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NtpExchangeTest {
    private static final long SECOND = 1_000_000_000;
    private static final long UTC_NS = 1_795_305_600 * SECOND;
    private static final long SENT = 77;
    private static final long ARRIVED = SENT + 3_000_000;

    /** Leaves a good reply as it is. */
    private static void good(Fields fields) {}

    private final NtpExchange exchange = new NtpExchange(new Random(1), SECOND);
    private final NtpPacket request = exchange.request(SENT);

    /** The fields of a good reply, of which each test changes some. */
    private static final class Fields {
        Leap leap = Leap.NONE;
        int version = 4;
        int mode = 4;
        int stratum = 2;
        int precision = -20;
        int rootDelay = 0x100;
        int rootDispersion = 0x10;
        int referenceId = 0x7f000001;
        long origin;
        long reference = NtpTime.timestamp(UTC_NS - SECOND);
        long receive = NtpTime.timestamp(UTC_NS);
        long transmit = NtpTime.timestamp(UTC_NS + 1_000_000);

        ByteBuffer bytes() {
            return ByteBuffer.wrap(new NtpPacket(
                            leap,
                            version,
                            mode,
                            stratum,
                            6,
                            precision,
                            rootDelay,
                            rootDispersion,
                            referenceId,
                            reference,
                            origin,
                            receive,
                            transmit)
                    .encode());
        }
    }

    @Test
    void measuresOffsetAndDelay() {
        assertNull(reply(NtpExchangeTest::good));
        Sample sample = exchange.sample();
        assertEquals(2_000_000, sample.delayNs());
        assertEquals(SENT + 1_500_000, sample.tick());
        assertEquals(UTC_NS + 500_000, sample.offsetNs() + sample.tick());
        // Half the delay, both precisions, drift in 3 ms, half the root delay, the root dispersion.
        assertEquals(1_000_000 + 953 + 1_000 + 600 + 1_953_125 + 244_140, sample.distanceNs());
    }

    @Test
    void rejectsPacketsThatAreNoReplyToTheRequest() {
        assertEquals(Rejection.LENGTH, exchange.receive(ByteBuffer.allocate(47), ARRIVED));
        assertRejected(Rejection.VERSION, fields -> fields.version = 2);
        assertRejected(Rejection.VERSION, fields -> fields.version = 5);
        assertRejected(Rejection.MODE, fields -> fields.mode = 3);
        assertRejected(Rejection.MODE, fields -> fields.mode = 5);
        assertRejected(Rejection.ORIGIN, fields -> fields.origin++);
        assertRejected(Rejection.ORIGIN, fields -> fields.origin = 0);
        assertTrue(exchange.isOpen(), "a forged packet has closed the exchange");
        assertNull(reply(NtpExchangeTest::good));
    }

    @Test
    void rejectsAReplay() {
        assertNull(reply(NtpExchangeTest::good));
        assertEquals(Rejection.REPLAYED, reply(NtpExchangeTest::good));
        exchange.request(SENT + SECOND);
        assertEquals(Rejection.REPLAYED, reply(NtpExchangeTest::good));
    }

    @Test
    void rejectsAReplyToAnEarlierRequest() {
        exchange.request(SENT + SECOND);
        assertEquals(Rejection.ORIGIN, reply(NtpExchangeTest::good));
    }

    @Test
    void readsKissCodes() {
        assertKiss(Rejection.KISS_RATE, 0x52415445);
        assertKiss(Rejection.KISS_DENY, 0x44454e59);
        assertKiss(Rejection.KISS_RSTR, 0x52535452);
        assertKiss(Rejection.KISS_OTHER, 0x58585858);
    }

    @Test
    void rejectsServersThatAreNotSynchronised() {
        assertUnusable(Rejection.UNSYNCHRONISED, fields -> fields.leap = Leap.UNKNOWN);
        assertUnusable(Rejection.STRATUM, fields -> fields.stratum = 16);
        assertUnusable(Rejection.STRATUM, fields -> fields.stratum = 255);
    }

    @Test
    void rejectsImpossibleTimestamps() {
        assertUnusable(Rejection.ZERO_TIME, fields -> fields.receive = 0);
        assertUnusable(Rejection.ZERO_TIME, fields -> fields.transmit = 0);
        assertUnusable(Rejection.BACKWARD_TIME, fields -> fields.transmit = fields.receive - 1_000_000);
        assertUnusable(Rejection.BACKWARD_TIME, fields -> fields.reference = fields.transmit + (1L << 32));
        assertUnusable(Rejection.BACKWARD_TIME, fields -> fields.transmit = NtpTime.timestamp(UTC_NS + 5_000_000));
    }

    @Test
    void rejectsServersThatMayBeTooFarFromTrueTime() {
        assertUnusable(Rejection.DISTANCE, fields -> fields.rootDelay = 2 << 16);
        assertUnusable(Rejection.DISTANCE, fields -> fields.rootDispersion = -1);
        assertUnusable(Rejection.DISTANCE, fields -> fields.precision = 3);
    }

    private void assertKiss(Rejection expected, int code) {
        assertUnusable(expected, fields -> {
            fields.stratum = 0;
            fields.leap = Leap.UNKNOWN;
            fields.referenceId = code;
        });
    }

    /** Each reply needs an exchange of its own, because a reply with the right cookie ends it. */
    private static void assertUnusable(Rejection expected, Consumer<Fields> spoil) {
        var test = new NtpExchangeTest();
        test.assertRejected(expected, spoil);
        assertNull(test.exchange.sample());
    }

    private void assertRejected(Rejection expected, Consumer<Fields> spoil) {
        assertEquals(expected, reply(spoil));
    }

    private Rejection reply(Consumer<Fields> change) {
        var fields = new Fields();
        fields.origin = request.transmit();
        change.accept(fields);
        return exchange.receive(fields.bytes(), ARRIVED);
    }
}
