package io.timeserverd.admin.sums;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.00 kB",
        "3249999, 3.25 MB",
        "12340000, 12.3 MB",
        "999499999, 999 MB",
        "999500000, 1.00 GB",
        "9223372036854775807, 9.22 EB"
    })
    void writesBytesWithThreeDigits(long bytes, String text) {
        assertEquals(text, Units.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "-3001, -3.00 µs",
        "12500000, 12.5 ms",
        "999700, 1.00 ms",
        "9996000, 10.0 ms",
        "1500000000, 1.50 s",
        "'12345000000000', '12,345 s'"
    })
    void writesTimesWithThreeDigits(long ns, String text) {
        assertEquals(text, Units.rough(ns));
    }
}
