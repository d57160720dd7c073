package stride.cli.study;

import stride.model.decoder.InputOptions;
import stride.model.split.SplitOptions;

/** A way of splitting and reducing a recording: trials that have the same see the same inputs. */
record Setting(SplitOptions split, InputOptions inputs) {
    static Setting of(TrialPlan plan) {
        return new Setting(plan.options().split(), plan.options().inputs());
    }

    /** Whether the components of one can be the other's. */
    boolean shares(Setting other) {
        return (inputs.pca() > 0) == (other.inputs.pca() > 0)
                && new Setting(split, inputs.withPca(1)).equals(new Setting(other.split, other.inputs.withPca(1)));
    }
}
