package io.timeserverd.admin;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A text with signatures after it, as https://c2sp.org/signed-note defines it.
 *
 * @param text the text, with the end of its last line
 * @param lines the signatures
 */
record SignedNote(String text, List<Line> lines) {
    /** Begins the line of a signature. */
    static final String MARK = "\u2014 ";

    /**
     * A signature.
     *
     * @param name the name of the key
     * @param bytes the hash of the key, then the signature itself
     */
    @SuppressWarnings("ArrayRecordComponent") // nothing compares them
    record Line(String name, byte[] bytes) {}

    /** Makes the whole note: the text, which must end with a line end, and one signature. */
    static String of(String text, NoteKeys.Signer signer) {
        return text + '\n' + signer.sign(text) + '\n';
    }

    /** Reads a note; empty if the text is not one. */
    static Optional<SignedNote> parse(String whole) {
        int end = whole.lastIndexOf("\n\n");
        if (end < 0 || !whole.endsWith("\n")) {
            return Optional.empty();
        }
        var lines = new ArrayList<Line>();
        for (String line : whole.substring(end + 2).lines().toList()) {
            int blank = line.lastIndexOf(' ');
            if (!line.startsWith(MARK) || blank <= MARK.length()) {
                return Optional.empty();
            }
            try {
                byte[] bytes = Base64.getDecoder().decode(line.substring(blank + 1));
                lines.add(new Line(line.substring(MARK.length(), blank), bytes));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new SignedNote(whole.substring(0, end + 1), List.copyOf(lines)));
    }

    /** Whether this key has signed it. */
    boolean isSignedBy(NoteKeys.Verifier key) {
        return lines.stream().anyMatch(line -> key.accepts(text, line));
    }
}
