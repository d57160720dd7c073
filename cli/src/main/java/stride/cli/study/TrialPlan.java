package stride.cli.study;

import java.util.Set;
import stride.cli.run.Leak;
import stride.model.decoder.DecoderOptions;
import stride.model.network.TrainingOptions;

/**
 * One decoder that a study or a sweep is to fit.
 *
 * @param name    of its directory; no other of the same run has it
 * @param options its own; of what is no network, those that concern networks play no part
 */
public record TrialPlan(String name, StudyRow row, DecoderOptions options) {
    /** A row of the study, with the choices that its protocol makes. */
    public static TrialPlan of(StudyRow row, DecoderOptions chosen) {
        // What needs no components shares the others' rather than have the neurons themselves made ready.
        DecoderOptions reduced = row.model().usesActivity() ? chosen.withPca(row.pca()) : chosen;
        return new TrialPlan(
                row.label(),
                row,
                row.network()
                        .map(n -> reduced.with(reduced.network().shapedLike(n)))
                        .orElse(reduced));
    }

    /** By what ways the test bins have a part in it. */
    public Set<Leak> leaks() {
        return row.model() == Model.NETWORK
                ? Leak.of(options)
                : Leak.beside(options, row.model().usesActivity());
    }

    /** The same from the seed that lies so many after its own; of what is no network, and for 0, the same. */
    public TrialPlan later(int seeds) {
        if (row.model() != Model.NETWORK || seeds == 0) {
            return this;
        }
        TrainingOptions training = options.training();
        long seed = training.seed() + seeds;
        DecoderOptions other = new DecoderOptions(
                options.protocol(), options.split(), options.inputs(), options.network(), training.withSeed(seed));
        return new TrialPlan(name + "-seed" + seed, row, other);
    }
}
