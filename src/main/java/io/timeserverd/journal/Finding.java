package io.timeserverd.journal;

import java.nio.file.Path;

/**
 * Something that is not as it should be.
 *
 * @param file where
 * @param what in words for an operator
 */
public record Finding(Path file, String what) {}
