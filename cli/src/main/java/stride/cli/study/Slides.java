package stride.cli.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import stride.engine.Activation;
import stride.model.decoder.NetworkOptions;

/**
 * What the published study itself printed for a network: on its slides ("Deep Learning - Stringer", July 2023) or in
 * its notebook. All are losses after broadcasting, so none of them measures how well speed was decoded.
 *
 * @param trainMse empty where only the test figure was printed
 */
public record Slides(OptionalDouble trainMse, double testMse) {
    private static final Map<NetworkOptions, Slides> PRINTED = Map.of(
            relu(400, 10, 10),
            of(59.68, 131.31),
            new NetworkOptions(List.of(400), Activation.SIGMOID),
            of(58.01, 132.44),
            relu(400, 10),
            of(59.32, 132.96),
            relu(400, 100),
            of(58.63, 131.98),
            relu(10),
            new Slides(OptionalDouble.empty(), 141.9),
            relu(360),
            new Slides(OptionalDouble.empty(), 133.9));

    /** What was printed for this network, if anything was. */
    public static Optional<Slides> of(NetworkOptions network) {
        return Optional.ofNullable(PRINTED.get(network));
    }

    private static Slides of(double trainMse, double testMse) {
        return new Slides(OptionalDouble.of(trainMse), testMse);
    }

    private static NetworkOptions relu(Integer... hidden) {
        return new NetworkOptions(List.of(hidden), Activation.RELU);
    }
}
