package io.timeserverd.zone;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {
    @ParameterizedTest
    @CsvSource({
        "2025a, 2026f",
        "2026a, 2026f",
        "2025z, 2026a",
        "2025z, 2025za",
        "2025b, 2025za",
        "2025, 2025a",
        "2025b-debian, 2026a"
    })
    void recognisesOlderReleases(String older, String newer) {
        assertTrue(Release.isOlder(older, newer));
        assertFalse(Release.isOlder(newer, older));
    }

    @ParameterizedTest
    @CsvSource({
        "2026f, 2026f",
        "2026f, 2026f-1",
        "unknown-12ab, 2026f",
        "2026f, unknown-12ab",
        "'', 2026f",
        "26f, 2026f"
    })
    void otherReleasesAreNotOlder(String a, String b) {
        assertFalse(Release.isOlder(a, b));
    }
}
