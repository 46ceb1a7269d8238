package io.timeserverd.zone;

/** The result of reading a TZif file. */
sealed interface TzifResult {
    /** The rules of the file. */
    record Rules(Timeline timeline) implements TzifResult {}

    /** The file is not a TZif file, or cannot be used. */
    record Refused(String reason) implements TzifResult {}
}
