package stride.model.decoder;

import java.util.List;
import java.util.Locale;
import stride.engine.Activation;
import stride.model.network.Loss;
import stride.model.network.Selection;
import stride.model.network.TrainingOptions;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.SplitOptions;

/**
 * A bundle of choices of how to split, fit, train and judge.
 *
 * <p>The published study's choices are kept as they were, mistakes included: components fitted on the test bins, an
 * epoch chosen by the test loss, and a loss that broadcast each prediction against every target.
 */
public enum Protocol {
    /** What a careful scientist would do today. */
    SOUND {
        @Override
        public String title() {
            return "sound: fitted on train bins, epoch chosen on validation bins, true squared error";
        }

        @Override
        public SplitOptions split() {
            return SplitOptions.chronological(0.7, 0.15);
        }

        @Override
        public InputOptions inputs() {
            return new InputOptions(500, PcaSolver.AUTO, false, Scaling.TOGETHER, true, History.NONE);
        }

        @Override
        public NetworkOptions network() {
            return new NetworkOptions(List.of(256, 64), Activation.RELU);
        }

        @Override
        public TrainingOptions training(long seed) {
            return new TrainingOptions(100, 64, 3e-4, 0.01, 0.5, true, 8, Selection.VALID, Loss.MSE, seed);
        }
    },

    /** What the student study did. */
    PUBLISHED {
        @Override
        public String title() {
            return "published: components see test bins, epoch chosen on test bins, broadcast loss";
        }

        @Override
        public SplitOptions split() {
            return SplitOptions.chronological(0.7, 0).withGap(new Gap(0, "the study had none"));
        }

        @Override
        public InputOptions inputs() {
            return new InputOptions(500, PcaSolver.AUTO, true, Scaling.EACH, false, History.NONE);
        }

        @Override
        public NetworkOptions network() {
            return new NetworkOptions(List.of(400, 10, 10), Activation.RELU);
        }

        @Override
        public TrainingOptions training(long seed) {
            return new TrainingOptions(100, 10, 1e-4, 0, 0, false, 0, Selection.TEST, Loss.BROADCAST, seed);
        }
    };

    /** What it is, in a heading. */
    public abstract String title();

    /** How the bins are split. */
    public abstract SplitOptions split();

    /** What the network sees. */
    public abstract InputOptions inputs();

    /** The network, where none is asked for. */
    public abstract NetworkOptions network();

    /** How it is trained. */
    public abstract TrainingOptions training(long seed);

    /** The name in files and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
