package stride.data.numpy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses the small part of Python's literals that the header of a .npy file is written in: a dict of strings, whole
 * numbers, True, False, None, tuples and lists. Nothing is evaluated.
 */
final class PythonLiteral {
    /** None; the other values are String, Long, Boolean, List and Map. */
    static final Object NONE = new Object();

    /** Structured types nest in tuples and lists, but not deeper than this. */
    private static final int DEEPEST = 32;

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /**
     * Parses a whole text.
     *
     * @throws IllegalArgumentException if it is anything else than one literal; the message names the character
     */
    static Object parse(String text) {
        PythonLiteral parser = new PythonLiteral(text);
        Object value = parser.value(0);
        parser.skipBlanks();
        if (parser.at != text.length()) {
            throw parser.unexpected("the end");
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("character %d: nested deeper than %d".formatted(at, DEEPEST));
        }
        char c = peek();
        return switch (c) {
            case '{' -> dict(depth + 1);
            case '(' -> items(')', depth + 1);
            case '[' -> items(']', depth + 1);
            case '\'', '"' -> string();
            case 'T' -> word("True", true);
            case 'F' -> word("False", false);
            case 'N' -> word("None", NONE);
            default -> number();
        };
    }

    private Map<String, Object> dict(int depth) {
        Map<String, Object> entries = new LinkedHashMap<>();
        at++;
        while (peek() != '}') {
            if (!(value(depth) instanceof String key)) {
                throw unexpected("a string as key");
            }
            expect(':');
            if (entries.put(key, value(depth)) != null) {
                throw unexpected("the key " + key + " only once");
            }
            separator('}');
        }
        at++;
        return entries;
    }

    private List<Object> items(char end, int depth) {
        List<Object> items = new ArrayList<>();
        at++;
        while (peek() != end) {
            items.add(value(depth));
            separator(end);
        }
        at++;
        return items;
    }

    private String string() {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                throw unexpected("a string without escapes");
            }
            value.append(text.charAt(at++));
        }
        expect(quote);
        return value.toString();
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw unexpected(word);
        }
        at += word.length();
        return value;
    }

    private Long number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == digits || at - digits > 18) {
            throw unexpected("a value");
        }
        long value = Long.parseLong(text, start, at, 10);
        // Python 2 wrote long integers as 2L.
        if (at < text.length() && text.charAt(at) == 'L') {
            at++;
        }
        return value;
    }

    private void separator(char end) {
        if (peek() == ',') {
            at++;
        } else if (peek() != end) {
            throw unexpected(", or " + end);
        }
    }

    private void expect(char c) {
        if (peek() != c) {
            throw unexpected(String.valueOf(c));
        }
        at++;
    }

    private char peek() {
        skipBlanks();
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException unexpected(String expected) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new IllegalArgumentException("character %d: %s where %s belongs".formatted(at, found, expected));
    }
}
