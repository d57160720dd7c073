package stride.cli.study;

import stride.model.decoder.DecoderOptions;

/**
 * One decoder that a study or a sweep is to fit.
 *
 * @param name    of its directory; no other of the same run has it
 * @param options its own; of what is no network, those that concern networks play no part
 */
public record TrialPlan(String name, StudyRow row, DecoderOptions options) {
    /** A row of the study, with the choices that its protocol makes. */
    public static TrialPlan of(StudyRow row, DecoderOptions chosen) {
        // The train mean needs no components, and shares the others' rather than have the neurons themselves made
        // ready.
        DecoderOptions reduced = row.model() == Model.TRAIN_MEAN ? chosen : chosen.withPca(row.pca());
        return new TrialPlan(
                row.label(),
                row,
                row.network()
                        .map(n -> reduced.with(reduced.network().shapedLike(n)))
                        .orElse(reduced));
    }
}
