package stride.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import stride.engine.Activation;
import stride.engine.Parameter;
import stride.model.network.Mlp;

/** A network's first weights and the batches that it is trained on, from text as {@code 500-400-10-10-1 relu}. */
final class StepProblem {
    /** As in the published study: the batches of an epoch, their rows, and Adam's rate. */
    private static final int BATCHES = 491;

    static final int BATCH = 10;
    private static final double LEARNING_RATE = 1e-4;

    private final Mlp start;
    private final float[][] x = new float[BATCHES][];
    private final float[][] y = new float[BATCHES][];

    StepProblem(String network) {
        String[] parts = network.split(" ", 2);
        List<Integer> widths =
                Arrays.stream(parts[0].split("-", -1)).map(Integer::valueOf).toList();
        Activation activation = Activation.valueOf(parts[1].toUpperCase(Locale.ROOT));
        int inputs = widths.getFirst();
        int outputs = widths.getLast();
        this.start = Mlp.initial(inputs, widths.subList(1, widths.size() - 1), outputs, activation, 1);
        for (int i = 0; i < BATCHES; i++) {
            x[i] = Numbers.reals(2 * i, BATCH * inputs);
            y[i] = Numbers.reals(2 * i + 1, BATCH * outputs);
        }
    }

    Activation activation() {
        return start.activation();
    }

    /** A fresh network. */
    Step begin(Stepper stepper) {
        return stepper.begin(start, LEARNING_RATE, BATCH);
    }

    /** Takes the step with this number, from 0 on; after an epoch the batches come again. */
    void run(Step step, int number) {
        step.run(x[number % BATCHES], y[number % BATCHES]);
    }

    /**
     * Refuses to time a rival that computes something else.
     *
     * @throws IllegalStateException if after some steps its weights or moments are not Stride's
     */
    void check(Stepper stepper) {
        Step expected = begin(Stepper.SIMD);
        Step actual = begin(stepper);
        for (int number = 0; number < 5; number++) {
            run(expected, number);
            run(actual, number);
        }
        for (int i = 0; i < start.layers().size(); i++) {
            check(stepper + ", weights " + i, actual.weight(i), expected.weight(i));
            check(stepper + ", biases " + i, actual.bias(i), expected.bias(i));
        }
    }

    static void check(String what, Parameter actual, Parameter expected) {
        Numbers.check(what, actual.values(), expected.values(), 1e-5);
        checkMoments(what + ": m", actual.m(), expected.m());
        checkMoments(what + ": v", actual.v(), expected.v());
    }

    /** Against the largest of them, for a gradient is a sum in which much may cancel. */
    private static void checkMoments(String what, float[] actual, float[] expected) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= 1e-4 * largest)) {
                throw new IllegalStateException(
                        "%s: value %d is %s, not %s".formatted(what, i, actual[i], expected[i]));
            }
        }
    }
}
