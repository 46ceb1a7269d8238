package io.timeserverd.journal;

import java.nio.file.Path;

/**
 * A fault in a journal.
 *
 * @param file where it is
 * @param what the fault, in words for an operator
 */
public record Finding(Path file, String what) {}
