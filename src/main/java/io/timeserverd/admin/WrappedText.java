package io.timeserverd.admin;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of limited width. */
final class WrappedText {
    private WrappedText() {}

    /** The lines; each ends between two words, unless a word alone is too long. */
    static List<String> lines(String text, int cells) {
        var lines = new ArrayList<String>();
        String rest = text;
        while (TextWidth.of(rest) > cells) {
            int fitting = Math.max(Character.charCount(rest.codePointAt(0)), TextWidth.fitting(rest, cells));
            int space = rest.lastIndexOf(' ', fitting);
            int end = space > 0 ? space : fitting;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
