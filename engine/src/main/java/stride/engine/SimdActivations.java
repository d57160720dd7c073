package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The activations and their gradients, the same to the bit at every width. */
final class SimdActivations {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

    private SimdActivations() {}

    /** Applies f to {@code n} values in place. */
    static void activate(Activation f, int n, float[] y, int offset) {
        switch (f) {
            case RELU -> relu(n, y, offset);
            case SIGMOID -> sigmoid(n, y, offset);
            case TANH -> tanh(n, y, offset);
            case IDENTITY -> {}
        }
    }

    /** Multiplies {@code dY} by f', of which y is the value of f. */
    static void gradient(Activation f, int n, float[] y, float[] dY) {
        switch (f) {
            case RELU -> reluGradient(n, y, dY);
            case SIGMOID -> sigmoidGradient(n, y, dY);
            case TANH -> tanhGradient(n, y, dY);
            case IDENTITY -> {}
        }
    }

    private static void relu(int n, float[] y, int offset) {
        int i = 0;
        for (; i < F.loopBound(n); i += F.length()) {
            FloatVector.fromArray(F, y, offset + i).max(0).intoArray(y, offset + i);
        }
        if (i < n) {
            VectorMask<Float> rest = F.indexInRange(i, n);
            FloatVector.fromArray(F, y, offset + i, rest).max(0).intoArray(y, offset + i, rest);
        }
    }

    private static void reluGradient(int n, float[] y, float[] dY) {
        int i = 0;
        for (; i < F.loopBound(n); i += F.length()) {
            reluGradient(FloatVector.fromArray(F, y, i), FloatVector.fromArray(F, dY, i))
                    .intoArray(dY, i);
        }
        if (i < n) {
            VectorMask<Float> rest = F.indexInRange(i, n);
            reluGradient(FloatVector.fromArray(F, y, i, rest), FloatVector.fromArray(F, dY, i, rest))
                    .intoArray(dY, i, rest);
        }
    }

    private static FloatVector reluGradient(FloatVector y, FloatVector dY) {
        // A product, not a choice: 0 times an infinite or undefined gradient is undefined.
        return dY.mul(FloatVector.zero(F).blend(1, y.compare(VectorOperators.GT, 0)));
    }

    private static void sigmoid(int n, float[] y, int offset) {
        int i = 0;
        for (; i < F.loopBound(n); i += F.length()) {
            sigmoid(FloatVector.fromArray(F, y, offset + i)).intoArray(y, offset + i);
        }
        if (i < n) {
            VectorMask<Float> rest = F.indexInRange(i, n);
            sigmoid(FloatVector.fromArray(F, y, offset + i, rest)).intoArray(y, offset + i, rest);
        }
    }

    private static FloatVector sigmoid(FloatVector x) {
        // With e = exp(-|x|) nothing overflows, and small values keep their digits.
        FloatVector e = Exponential.exp(x.abs().neg());
        FloatVector top = FloatVector.broadcast(F, 1).blend(e, x.compare(VectorOperators.LT, 0));
        return top.div(e.add(1));
    }

    private static void sigmoidGradient(int n, float[] y, float[] dY) {
        int i = 0;
        for (; i < F.loopBound(n); i += F.length()) {
            sigmoidGradient(FloatVector.fromArray(F, y, i), FloatVector.fromArray(F, dY, i))
                    .intoArray(dY, i);
        }
        if (i < n) {
            VectorMask<Float> rest = F.indexInRange(i, n);
            sigmoidGradient(FloatVector.fromArray(F, y, i, rest), FloatVector.fromArray(F, dY, i, rest))
                    .intoArray(dY, i, rest);
        }
    }

    private static FloatVector sigmoidGradient(FloatVector y, FloatVector dY) {
        return dY.mul(y.mul(FloatVector.broadcast(F, 1).sub(y)));
    }

    private static void tanh(int n, float[] y, int offset) {
        int i = 0;
        for (; i < F.loopBound(n); i += F.length()) {
            tanh(FloatVector.fromArray(F, y, offset + i)).intoArray(y, offset + i);
        }
        if (i < n) {
            VectorMask<Float> rest = F.indexInRange(i, n);
            tanh(FloatVector.fromArray(F, y, offset + i, rest)).intoArray(y, offset + i, rest);
        }
    }

    /** An odd polynomial up to 0.625, where 1 - 2 / (exp(2 |x|) + 1) would cancel; coefficients of Cephes' tanhf. */
    private static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector z = x.mul(x);
        FloatVector near = z.mul(-5.7049887e-3f)
                .add(2.0639088e-2f)
                .fma(z, FloatVector.broadcast(F, -5.3739715e-2f))
                .fma(z, FloatVector.broadcast(F, 1.3331442e-1f))
                .fma(z, FloatVector.broadcast(F, -3.333328e-1f))
                .mul(z)
                .fma(size, size);
        FloatVector e = Exponential.exp(size.add(size));
        FloatVector far =
                FloatVector.broadcast(F, 1).sub(FloatVector.broadcast(F, 2).div(e.add(1)));
        IntVector bits =
                far.blend(near, size.compare(VectorOperators.LT, 0.625f)).reinterpretAsInts();
        // The sign by its bit: tanh(-0) is -0.
        return bits.or(x.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
    }

    private static void tanhGradient(int n, float[] y, float[] dY) {
        int i = 0;
        for (; i < F.loopBound(n); i += F.length()) {
            tanhGradient(FloatVector.fromArray(F, y, i), FloatVector.fromArray(F, dY, i))
                    .intoArray(dY, i);
        }
        if (i < n) {
            VectorMask<Float> rest = F.indexInRange(i, n);
            tanhGradient(FloatVector.fromArray(F, y, i, rest), FloatVector.fromArray(F, dY, i, rest))
                    .intoArray(dY, i, rest);
        }
    }

    private static FloatVector tanhGradient(FloatVector y, FloatVector dY) {
        return dY.mul(FloatVector.broadcast(F, 1).sub(y.mul(y)));
    }
}
