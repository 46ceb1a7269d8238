package io.timeserverd.place.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) that is known to be well formed: objects as {@link Map}, arrays as {@link
 * List}, everything else as {@link String}.
 */
final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        return new JsonReader(text).value();
    }

    /** The object at {@code path} below {@code root}. */
    @SuppressWarnings("unchecked") // objects are only ever made by object() below
    static Map<String, Object> object(Object root, String... path) {
        var here = (Map<String, Object>) root;
        for (String name : path) {
            here = (Map<String, Object>) here.get(name);
        }
        return here;
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private Map<String, Object> object() {
        var object = new LinkedHashMap<String, Object>();
        at++;
        while (peek() != '}') {
            String name = string();
            peek();
            at++; // the colon
            object.put(name, value());
            skipComma();
        }
        at++;
        return object;
    }

    private List<Object> array() {
        var array = new ArrayList<Object>();
        at++;
        while (peek() != ']') {
            array.add(value());
            skipComma();
        }
        at++;
        return array;
    }

    private void skipComma() {
        if (peek() == ',') {
            at++;
        }
    }

    private String word() {
        int start = at;
        while (",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String string() {
        var out = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> c;
        };
    }
}
