package stride.data.csv;

import java.util.Locale;

/** Numbers as tables write them: decimal, with a point; an empty field and {@code NA} are missing ones. */
final class Numbers {
    private Numbers() {}

    /** Whether a field is a number, or says that one is missing. */
    static boolean isNumber(String field) {
        String text = field.strip();
        if (isMissing(text) || isInfinite(text)) {
            return true;
        }
        // Java would take 1f and 0x1p3 for numbers as well.
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A field for which {@link #isNumber} holds; NaN for a missing one. */
    static double parse(String field) {
        String text = field.strip();
        if (isMissing(text)) {
            return Double.NaN;
        }
        if (isInfinite(text)) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(text);
    }

    private static boolean isMissing(String text) {
        return text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("na");
    }

    private static boolean isInfinite(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return word.endsWith("inf") && word.length() <= 4 && (word.length() == 3 || "+-".indexOf(word.charAt(0)) >= 0);
    }
}
