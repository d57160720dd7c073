package stride.bench;

import stride.engine.Adam;
import stride.engine.Parameter;

/** Adam's formula in one plain loop over a gradient that lies in memory, without anything against subnormal moments. */
final class PlainAdam {
    private final Adam rates;

    PlainAdam(double learningRate) {
        this.rates = new Adam(learningRate, 0);
    }

    /** Goes on to the next step. */
    void next() {
        rates.next();
    }

    /** Moves {@code n} values against their gradient. */
    void update(int n, float[] gradient, Parameter parameter) {
        float[] w = parameter.values();
        float[] m = parameter.m();
        float[] v = parameter.v();
        float stepSize = rates.stepSize();
        float epsilon = rates.epsilon();
        float beta1 = (float) Adam.BETA1;
        float beta2 = (float) Adam.BETA2;
        for (int i = 0; i < n; i++) {
            float g = gradient[i];
            m[i] = beta1 * m[i] + g;
            v[i] = beta2 * v[i] + g * g;
            w[i] -= stepSize * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
