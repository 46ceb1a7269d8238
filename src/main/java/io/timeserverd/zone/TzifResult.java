package io.timeserverd.zone;

/** What came of reading a TZif file. */
sealed interface TzifResult {
    /** It is one. */
    record Rules(Timeline timeline) implements TzifResult {}

    /** It is not, or not one that can be used. */
    record Refused(String reason) implements TzifResult {}
}
