package io.timeserverd.journal;

/**
 * Stands for a question: entries with the same mark have the same request, place, country and zone. Where it comes again,
 * nothing has to be compared to find what was written of it before. Belongs to one thread.
 */
public final class Mark {
    /** Where the writer that saw it last keeps the question: a hint, which other writers see through. */
    Lexicon.Slot<Question> slot;
}
