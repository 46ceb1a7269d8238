package io.timeserverd.place;

import java.util.function.Supplier;

/**
 * What else a name could have meant, and what else is to be said of an answer. Few ask for it, and finding what selects other
 * places takes longer than everything else, so it is made when it is asked for, and not kept.
 */
public final class Note {
    /** Nothing to say. */
    public static final Note NONE = new Note(() -> "", 0);

    private final Supplier<String> text;
    private final int bytes;

    /** @param bytes what it takes on the heap, on the high side */
    Note(Supplier<String> text, int bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** A note that is known. */
    public static Note of(String text) {
        return new Note(() -> text, 2 * text.length());
    }

    /** What it takes on the heap, on the high side. */
    public int bytes() {
        return bytes;
    }

    /** For people; empty when there is nothing to say. */
    public String text() {
        return text.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Note note && note.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
