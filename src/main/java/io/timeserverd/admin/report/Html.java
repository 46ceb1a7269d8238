package io.timeserverd.admin.report;

import io.timeserverd.log.Escape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Builds HTML. All text and all values of attributes are escaped; invisible characters are escaped as on a terminal. */
final class Html {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** A column of a table. */
    record Column(String heading, Kind kind) {
        /** How its cells are laid out. */
        enum Kind {
            /** Wrapped where the page is too narrow. */
            TEXT,
            /** Never wrapped. */
            WORD,
            /** Aligned to the right. */
            NUMBER
        }

        static Column text(String heading) {
            return new Column(heading, Kind.TEXT);
        }

        static Column word(String heading) {
            return new Column(heading, Kind.WORD);
        }

        static Column number(String heading) {
            return new Column(heading, Kind.NUMBER);
        }
    }

    /** Begins an element. */
    Html open(String tag, String... attributes) {
        tag(tag, attributes);
        open.push(tag);
        return this;
    }

    /** A start tag without an end tag. */
    Html tag(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            text(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    /** Ends the element that was begun last. */
    Html close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    Html text(String text) {
        String shown = Escape.text(text, Integer.MAX_VALUE);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return this;
    }

    /** A whole element that contains only text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Appends trusted markup as it is. */
    Html markup(String markup) {
        out.append(markup);
        return this;
    }

    /** A table. */
    Html table(List<Column> columns, List<List<String>> rows) {
        open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (Column each : columns) {
            element("th", each.heading(), "scope", "col", "class", kind(each));
        }
        close().close().open("tbody");
        for (List<String> row : rows) {
            open("tr");
            for (int i = 0; i < columns.size(); i++) {
                element("td", row.get(i), "class", kind(columns.get(i)));
            }
            close();
        }
        return close().close().close();
    }

    private static String kind(Column column) {
        return column.kind().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
