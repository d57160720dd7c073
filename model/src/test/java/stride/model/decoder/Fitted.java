package stride.model.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import stride.model.Standardizer;
import stride.model.network.Linear;
import stride.model.network.Mlp;

/** Every number that was fitted, in an order of its own: two fits are the same if these are, to the bit. */
record Fitted(List<float[]> values) {
    /** Of a recording made ready. */
    static Fitted of(Prepared prepared) {
        List<float[]> values = new ArrayList<>();
        prepared.pca().ifPresent(pca -> {
            values.add(pca.mean());
            values.add(pca.components().data());
            values.add(floats(pca.explainedVarianceRatio()));
        });
        prepared.pcaAccuracy().ifPresent(accuracy -> values.add(floats(accuracy.residuals())));
        prepared.inputScaler().ifPresent(scaler -> add(values, scaler));
        prepared.targetScaler().ifPresent(scaler -> add(values, scaler));
        values.add(floats(prepared.trainMean()));
        return new Fitted(values);
    }

    /** Of a decoder: its weights, and the penalty if it is ridge's. */
    static Fitted of(Trial trial) {
        List<float[]> values = new ArrayList<>(of(trial.decoder().orElseThrow().network()).values);
        trial.lambda().ifPresent(lambda -> values.add(floats(new double[] {lambda})));
        return new Fitted(values);
    }

    /** Of a network. */
    static Fitted of(Mlp network) {
        List<float[]> values = new ArrayList<>();
        for (Linear layer : network.layers()) {
            values.add(layer.weight().data().clone());
            values.add(layer.bias().clone());
        }
        return new Fitted(values);
    }

    /** Of a scaler. */
    static Fitted of(Standardizer scaler) {
        List<float[]> values = new ArrayList<>();
        add(values, scaler);
        return new Fitted(values);
    }

    private static void add(List<float[]> values, Standardizer scaler) {
        values.add(scaler.mean());
        values.add(scaler.scale());
    }

    /** Doubles as pairs of floats that hold all their bits. */
    private static float[] floats(double[] values) {
        float[] halves = new float[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            halves[2 * i] = Float.intBitsToFloat((int) (bits >>> 32));
            halves[2 * i + 1] = Float.intBitsToFloat((int) bits);
        }
        return halves;
    }

    boolean same(Fitted other) {
        if (values.size() != other.values.size()) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            if (!Arrays.equals(bits(values.get(i)), bits(other.values.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }
}
