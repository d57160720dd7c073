package stride.cli.report.figure;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import stride.cli.run.OverviewFile;

/** The neurons where they lie, coloured by what each adds to the prediction. */
public final class NeuronsFigure {
    private static final String[] AXES = {"x", "y", "z"};
    private static final int MOST_NEURONS = 15_000;

    /** The largest weights would leave all others without colour. */
    private static final double STRONGEST = 0.99;

    private NeuronsFigure() {}

    /**
     * Draws them; nothing where the recording has no positions.
     *
     * @param overview what {@code overview.json} holds
     * @param weights  of each neuron in a decoder
     */
    public static Optional<Drawn> of(JsonObject overview, double[] weights, String decoder) {
        if (!overview.has("positions")) {
            return Optional.empty();
        }
        double[] positions = OverviewFile.numbers(overview.get("positions").getAsString());
        if (positions.length != 3 * weights.length || weights.length == 0) {
            return Optional.empty();
        }
        int[] all = IntStream.range(0, weights.length).toArray();
        int[] shown = Values.thinned(all, MOST_NEURONS);
        double[] sizes = Arrays.stream(weights).map(Math::abs).sorted().toArray();
        JsonObject drawing = new JsonObject();
        drawing.addProperty("kind", "space");
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            double[] along =
                    IntStream.of(shown).mapToDouble(i -> positions[3 * i + a]).toArray();
            drawing.add(AXES[axis], Values.json(along));
        }
        drawing.add("weights", Values.json(Values.at(weights, shown)));
        drawing.add("strongest", Values.json(sizes[(int) (STRONGEST * (sizes.length - 1))]));
        return Optional.of(new Drawn(
                "Neurons by their weight: " + decoder,
                "Each neuron where it lies, coloured by how much the prediction changes with its activity (the mean gradient"
                        + " over the train bins; of a linear decoder its weights): turn it with the pointer. Weights spread"
                        + " over the whole volume say that the behaviour is in all of it; one spot or one plane that stands"
                        + " out may be movement of the tissue rather than a code."
                        + (shown.length < all.length
                                ? " %,d of %,d neurons are drawn.".formatted(shown.length, all.length)
                                : ""),
                drawing));
    }
}
