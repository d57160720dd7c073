package stride.model.decoder;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.kalman.KalmanFilter;
import stride.model.linear.ReducedRank;
import stride.model.split.Part;

/** What a decoder must be compared with: without it, its figures say nothing. */
public enum Baseline {
    /** The mean of the train bins, whatever the activity. */
    TRAIN_MEAN("train mean", true) {
        @Override
        public Trial fit(Prepared prepared, Kernels kernels, Workers workers) {
            return Trial.trainMean(prepared, kernels);
        }
    },

    /** The target's own value in the bin before. */
    PERSISTENCE("persistence (no decoder)", false) {
        @Override
        public Trial fit(Prepared prepared, Kernels kernels, Workers workers) {
            return Trial.persistence(prepared);
        }
    },

    /** A line on the same inputs, its penalty chosen within the train bins. */
    RIDGE("ridge", true) {
        @Override
        public Trial fit(Prepared prepared, Kernels kernels, Workers workers) {
            return Trial.ridge(prepared, kernels, workers);
        }
    },

    /** Ridge whose predictions of several targets move in few directions. */
    REDUCED_RANK("reduced-rank regression", true) {
        @Override
        public Trial fit(Prepared prepared, Kernels kernels, Workers workers) {
            ReducedRank.Reduced fit = ReducedRank.fit(
                    prepared.samples(Part.TRAIN), prepared.split().gap(), kernels, workers);
            return Trial.linear(prepared, fit.network(), OptionalDouble.of(fit.lambda()), kernels);
        }
    },

    /** A Kalman filter from the present bin's inputs, and what it made of those before within the same part. */
    KALMAN("Kalman filter", true) {
        @Override
        public Trial fit(Prepared prepared, Kernels kernels, Workers workers) {
            int[] train = prepared.bins(Part.TRAIN);
            KalmanFilter filter = KalmanFilter.fit(
                    prepared.x().selectRows(train),
                    prepared.y().selectRows(train),
                    i -> train[i] == train[i - 1] + 1 && prepared.split().continues(train[i]),
                    kernels,
                    workers);
            Matrix scaled = filter.filter(prepared.x(), prepared.split()::continues);
            return Trial.predicted(
                    prepared, prepared.targetScaler().map(s -> s.invert(scaled)).orElse(scaled));
        }
    };

    /** Those that stand beside every decoder. */
    public static final List<Baseline> ALWAYS = List.of(TRAIN_MEAN, PERSISTENCE, RIDGE);

    private final String title;
    private final boolean decoder;

    Baseline(String title, boolean decoder) {
        this.title = title;
        this.decoder = decoder;
    }

    /**
     * Fits it to the train bins, and judges it.
     *
     * @throws stride.model.NumericException if its equations can't be solved
     */
    public abstract Trial fit(Prepared prepared, Kernels kernels, Workers workers);

    /** The name in a table. */
    public String title() {
        return title;
    }

    /** Whether it sees activity alone, as a decoder does. */
    public boolean isDecoder() {
        return decoder;
    }

    /** Whether it has the same inputs as the decoder beside it, rather than the target's own past. */
    public boolean seesInputs() {
        return this != TRAIN_MEAN && this != PERSISTENCE;
    }

    /** The name in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
