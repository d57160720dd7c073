package stride.model.decoder;

import stride.model.network.TrainingOptions;
import stride.model.split.Gap;
import stride.model.split.SplitOptions;

/**
 * Everything that decides what a decoder becomes, given a recording.
 *
 * @param protocol the bundle that the rest began as; each choice may have been changed since
 */
public record DecoderOptions(
        Protocol protocol, SplitOptions split, InputOptions inputs, NetworkOptions network, TrainingOptions training) {
    /** A protocol as it stands. */
    public static DecoderOptions of(Protocol protocol, long seed) {
        return new DecoderOptions(
                protocol, protocol.split(), protocol.inputs(), protocol.network(), protocol.training(seed));
    }

    /** The same for another network. */
    public DecoderOptions with(NetworkOptions other) {
        return new DecoderOptions(protocol, split, inputs, other, training);
    }

    /** The same with another number of components. */
    public DecoderOptions withPca(int components) {
        return new DecoderOptions(protocol, split, inputs.withPca(components), network, training);
    }

    /** The same with this gap. */
    public DecoderOptions withGap(Gap gap) {
        return new DecoderOptions(protocol, split.withGap(gap), inputs, network, training);
    }
}
