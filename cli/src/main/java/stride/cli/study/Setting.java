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
        return (inputs.pca() > 0) == (other.inputs.pca() > 0) && alike().equals(other.alike());
    }

    private Setting alike() {
        return new Setting(split, inputs.withPca(1).withGroups(false));
    }

    /** The same with or without groups of neurons. */
    Setting withGroups(boolean wanted) {
        return new Setting(split, inputs.withGroups(wanted));
    }
}
