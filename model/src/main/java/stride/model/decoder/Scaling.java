package stride.model.decoder;

import java.util.Locale;
import java.util.Optional;
import stride.model.Standardizer;
import stride.model.split.TrainRows;

/** How a network's inputs are brought to its scale. */
public enum Scaling {
    /** They stay as they are. */
    NONE {
        @Override
        Optional<Standardizer> fit(TrainRows train) {
            return Optional.empty();
        }
    },

    /** The z-score of each by itself: the smallest component comes in as strong as the largest. */
    EACH {
        @Override
        Optional<Standardizer> fit(TrainRows train) {
            return Optional.of(Standardizer.fit(train));
        }
    },

    /** All by one number, each about its own mean: components keep their order of size. */
    TOGETHER {
        @Override
        Optional<Standardizer> fit(TrainRows train) {
            return Optional.of(Standardizer.fitTogether(train));
        }
    };

    /** Fits to the inputs of the train bins. */
    abstract Optional<Standardizer> fit(TrainRows train);

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
