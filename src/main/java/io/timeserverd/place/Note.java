package io.timeserverd.place;

import java.util.function.Supplier;

/**
 * Remarks about a place that was found: what else its name could have meant, or that its zone is a substitute. Finding the
 * spellings of other places takes longer than all the rest, and few requests show the note, so its text is made on demand and
 * not kept.
 */
public final class Note {
    /** Nothing to say. */
    public static final Note NONE = new Note(() -> "", 0);

    private final Supplier<String> text;
    private final int bytes;

    /** @param bytes see {@link #bytes()} */
    Note(Supplier<String> text, int bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** A note with this text. */
    public static Note of(String text) {
        return new Note(() -> text, 2 * text.length());
    }

    /** Bytes that it takes on the heap, estimated on the high side. */
    public int bytes() {
        return bytes;
    }

    /** The text, for people to read; empty if there is nothing to say. */
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
