package stride.cli.options;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import stride.engine.Activation;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Protocol;
import stride.model.network.TrainingOptions;

/** Everything that decides what one decoder becomes. */
public final class DecoderArguments {
    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description = "Where choices begin: sound or published (default: sound).")
    private Protocol protocol = Protocol.SOUND;

    @Option(
            names = "--hidden",
            paramLabel = "WIDTHS",
            description = "Units of each hidden layer, as in 400,10; \"\" for none.",
            converter = HiddenConverter.class)
    private List<Integer> hidden;

    @Option(names = "--activation", paramLabel = "NAME", description = "relu, sigmoid, tanh or identity.")
    private Activation activation;

    @Mixin
    private ProtocolArguments choices;

    /** Whether a shape of the network was asked for. */
    public boolean namesShape() {
        return hidden != null;
    }

    /** The choices of the protocol that were changed. */
    public ProtocolArguments choices() {
        return choices;
    }

    /**
     * All of them, checked.
     *
     * @throws stride.model.OptionsException if they are not sensible by themselves or with each other
     */
    public DecoderOptions options() {
        return options(choices.training(protocol));
    }

    /** The same for a network whose first weights are given, trained by plain Adam unless more is asked for. */
    public DecoderOptions plainOptions() {
        return options(choices.plainTraining(protocol));
    }

    private DecoderOptions options(TrainingOptions training) {
        NetworkOptions base = protocol.network();
        NetworkOptions network = choices.network(new NetworkOptions(
                Optional.ofNullable(hidden).orElse(base.hidden()),
                Optional.ofNullable(activation).orElse(base.activation())));
        return new DecoderOptions(protocol, choices.split(protocol), choices.inputs(protocol), network, training);
    }
}
