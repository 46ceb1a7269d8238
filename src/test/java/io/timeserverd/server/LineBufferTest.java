package io.timeserverd.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineBufferTest {
    private final LineBuffer.Spares spares = new LineBuffer.Spares();
    private final LineBuffer buffer = new LineBuffer();
    private final byte[] input = new byte[16 * 1024];

    @Test
    void keepsWhatItIsGivenWhateverItHeldBefore() {
        var random = new Random(5);
        for (int round = 0; round < 10_000; round++) {
            random.nextBytes(input);
            int to = random.nextInt(random.nextBoolean() ? 300 : input.length);
            int from = random.nextInt(to + 1);
            buffer.keep(input, from, to, spares);
            assertArrayEquals(
                    Arrays.copyOfRange(input, from, to), Arrays.copyOf(buffer.bytes(), buffer.length()), "what waits");
            assertTrue(buffer.storage() <= Math.max(1, 2 * buffer.length()), () -> buffer.storage() + " bytes");
        }
    }

    @Test
    void aHalfLineBehindManyLinesTakesNoMoreThanALine() {
        buffer.keep(input, 0, input.length, spares);
        assertEquals(input.length, buffer.storage());
        buffer.keep(input, 0, 1, spares);
        assertEquals(0, buffer.storage());
        assertTrue(buffer.bytes().length < 300, () -> buffer.bytes().length + " bytes");
    }
}
