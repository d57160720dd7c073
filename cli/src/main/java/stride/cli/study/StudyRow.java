package stride.cli.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stride.engine.Activation;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Protocol;

/**
 * One decoder of the study.
 *
 * @param pca     its principal components; 0 for train mean and persistence, which need none
 * @param network the network's shape; empty for what is no network
 */
public record StudyRow(Protocol protocol, Model model, int pca, Optional<NetworkOptions> network) {
    /**
     * Every row of the published study and the protocol's own network, with {@code pca} components, and the two rows of
     * the slides' table with {@code fewer} as well; none of those where {@code fewer} is not less.
     */
    public static List<StudyRow> of(Protocol protocol, int pca, int fewer) {
        List<StudyRow> rows = new ArrayList<>();
        rows.add(new StudyRow(protocol, Model.TRAIN_MEAN, 0, Optional.empty()));
        rows.add(new StudyRow(protocol, Model.PERSISTENCE, 0, Optional.empty()));
        rows.add(new StudyRow(protocol, Model.LEAST_SQUARES, pca, Optional.empty()));
        rows.add(new StudyRow(protocol, Model.RIDGE, pca, Optional.empty()));
        List<NetworkOptions> networks = networks();
        if (!networks.contains(protocol.network())) {
            networks.add(protocol.network());
        }
        for (NetworkOptions network : networks) {
            rows.add(new StudyRow(protocol, Model.NETWORK, pca, Optional.of(network)));
        }
        if (fewer < pca) {
            for (NetworkOptions network : slidesTable()) {
                rows.add(new StudyRow(protocol, Model.NETWORK, fewer, Optional.of(network)));
            }
        }
        return rows;
    }

    private static List<NetworkOptions> networks() {
        List<NetworkOptions> networks = new ArrayList<>();
        networks.add(network(Activation.IDENTITY, 400, 10));
        for (int width = 10; width < 400; width += 50) {
            networks.add(network(Activation.RELU, width));
        }
        networks.add(network(Activation.RELU, 400, 10));
        networks.add(network(Activation.RELU, 400, 100));
        networks.add(network(Activation.RELU, 400, 10, 10));
        networks.add(network(Activation.SIGMOID, 400));
        networks.add(network(Activation.SIGMOID, 400, 10));
        networks.add(network(Activation.SIGMOID, 400, 10, 10));
        networks.add(network(Activation.TANH, 400));
        networks.add(network(Activation.TANH, 400, 10));
        return networks;
    }

    private static List<NetworkOptions> slidesTable() {
        return List.of(network(Activation.RELU, 400, 10, 10), network(Activation.SIGMOID, 400));
    }

    private static NetworkOptions network(Activation activation, Integer... hidden) {
        return new NetworkOptions(List.of(hidden), activation);
    }

    /** A name for files: {@code sound-pca500-relu-400-10-10}. */
    public String label() {
        String what = network.map(n -> n.activation().label() + "-" + n.layers())
                .orElse(model.label().replace('_', '-'));
        return pca == 0 ? protocol.label() + "-" + what : protocol.label() + "-pca" + pca + "-" + what;
    }

    /** Multiplications for one bin, to begin with the longest trials and to know how much is done. */
    long cost(int inputs) {
        long cost = 0;
        int fanIn = inputs;
        for (int width : network.map(NetworkOptions::hidden).orElse(List.of())) {
            cost += (long) fanIn * width;
            fanIn = width;
        }
        return cost + fanIn;
    }
}
