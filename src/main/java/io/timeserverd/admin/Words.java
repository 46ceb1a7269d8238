package io.timeserverd.admin;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Converts arguments that are one of a few words. */
final class Words {
    private Words() {}

    /** The index of a text among the words, in any case. */
    static int index(List<String> words, String text) {
        int index = words.indexOf(text.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new TypeConversionException("must be one of " + String.join(", ", words) + ", not '" + text + "'");
        }
        return index;
    }
}
