package stride.data.pickle;

import java.util.Arrays;

/** The values that a pickle has numbered, so that it can refer to them again. */
final class Memo {
    private final PickleInput input;
    private final Allowance allowance;
    private Value[] values = new Value[64];
    private int puts;
    private long highest;

    Memo(PickleInput input, Allowance allowance) {
        this.input = input;
        this.allowance = allowance;
    }

    /** Numbers a value with the next free number. */
    void put(Value value) {
        put(puts, value);
    }

    /**
     * Numbers a value. Picklers count from 0 or 1 without gaps, so a number far beyond what was put so far is no
     * pickler's, and would ask for memory that the file's length does not justify.
     */
    void put(long number, Value value) {
        if (number < 0 || number > 2L * puts + 16) {
            throw input.failure("number %d in the memo, after only %d others".formatted(number, puts));
        }
        puts++;
        if (number > highest) {
            highest = number;
            allowance.object(0);
        }
        if (number >= values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, (int) number + 1));
        }
        values[(int) number] = value;
    }

    Value get(long number) {
        Value value = number >= 0 && number < values.length ? values[(int) number] : null;
        if (value == null) {
            throw input.failure("number %d in the memo, where nothing is".formatted(number));
        }
        return value;
    }
}
