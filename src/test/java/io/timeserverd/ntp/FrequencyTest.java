package io.timeserverd.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyTest {
    @Test
    void readsTheLineThatItWrote() {
        var kept = new Frequency(-12.345678e-6, 20e-6);
        Frequency read = Frequency.parse(kept.toLine()).orElseThrow();
        assertEquals(kept.ratio(), read.ratio(), 1e-12);
        assertEquals(kept.sigma(), read.sigma(), 1e-12);
    }

    @Test
    void isLessCertainAfterARestart() {
        Frequency read = Frequency.parse(new Frequency(1e-6, 0.01e-6).toLine()).orElseThrow();
        assertEquals(5e-6, read.sigma(), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1 2 3", "x y", "NaN 1", "1 NaN", "501 1", "-501 1", "1 -1", "1 501", "1e999 1"})
    void readsNoOtherLine(String line) {
        assertTrue(Frequency.parse(line).isEmpty());
    }
}
