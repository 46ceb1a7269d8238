package io.timeserverd.journal;

/**
 * Stands for a question that comes again and again: entries with the same mark have the same request, place, country and
 * zone. Nothing has to be compared then to find what was written of it before. Belongs to one thread.
 */
public final class Mark {
    /** Where the writer that saw it last keeps the question: a hint, which other writers see through. */
    int slot;
}
