package stride.cli.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stride.model.OptionsException;

/** The values of one option of a sweep: {@code a,b}, {@code 10..400:50}, or lists between semicolons. */
public final class Values {
    /** {@code from..to} or {@code from..to:step}; a single number is none. */
    private static final Pattern RANGE =
            Pattern.compile("([^.,;]*(?:\\.\\d+(?:[eE][-+]?\\d+)?)?)\\.\\.([^:]*)(?::(.*))?");

    /** More are a slip of the pen. */
    private static final int MOST = 10_000;

    private Values() {}

    /**
     * Takes a text apart.
     *
     * @param option    for messages
     * @param separator what stands between two values: a comma, or a semicolon where values themselves have commas
     * @return the values, each once, in order
     */
    public static List<String> of(String option, String text, String separator) {
        LinkedHashSet<String> values = new LinkedHashSet<>();
        for (String value : text.split(separator, -1)) {
            values.addAll(range(option, value.strip()));
        }
        return List.copyOf(values);
    }

    private static List<String> range(String option, String value) {
        Matcher range = RANGE.matcher(value);
        if (!range.matches()) {
            return List.of(value);
        }
        try {
            BigDecimal from = new BigDecimal(range.group(1).strip());
            BigDecimal to = new BigDecimal(range.group(2).strip());
            BigDecimal step = range.group(3) == null
                    ? BigDecimal.ONE
                    : new BigDecimal(range.group(3).strip());
            if (step.signum() > 0 && from.compareTo(to) <= 0) {
                return steps(option, from, to, step);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new OptionsException(
                "%s: '%s' is no range; write FROM..TO or FROM..TO:STEP, as in 10..400:50".formatted(option, value));
    }

    private static List<String> steps(String option, BigDecimal from, BigDecimal to, BigDecimal step) {
        if (to.subtract(from).compareTo(step.multiply(BigDecimal.valueOf(MOST))) > 0) {
            throw new OptionsException("%s: %s..%s:%s has more than %d values".formatted(option, from, to, step, MOST));
        }
        List<String> values = new ArrayList<>();
        for (BigDecimal x = from; x.compareTo(to) <= 0; x = x.add(step)) {
            values.add(x.toPlainString());
        }
        return values;
    }
}
