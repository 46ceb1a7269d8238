package io.timeserverd.admin;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Arguments that are one of a few words. */
final class Words {
    private Words() {}

    /** Which of the words a text is, in any case. */
    static int index(List<String> words, String text) {
        int index = words.indexOf(text.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new TypeConversionException("must be one of " + String.join(", ", words) + ", not '" + text + "'");
        }
        return index;
    }
}
