package stride.cli.report.figure;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The share of the variance along each component, on the bins they were fitted on and on the test bins. */
public final class VarianceFigure {
    private VarianceFigure() {}

    /**
     * Draws it.
     *
     * @param overview what {@code overview.json} holds
     * @param fitOnAll whether the test bins were among those that were fitted on
     */
    public static Optional<Drawn> of(JsonObject overview, boolean fitOnAll) {
        if (!(overview.get("variance") instanceof JsonObject variance)) {
            return Optional.empty();
        }
        double[] fitted = numbers(variance, "fitted");
        double[] test = numbers(variance, "test");
        Plane plane = new Plane("component", "share of the variance").logX().logY();
        double[] components =
                IntStream.rangeClosed(1, fitted.length).asDoubleStream().toArray();
        plane.line(Role.TRAIN, "bins fitted on", components, positive(fitted)).dotted();
        if (test.length > 0) {
            plane.line(
                            Role.TEST,
                            fitOnAll ? "test bins (fitted on, too)" : "test bins (held out)",
                            components,
                            positive(test))
                    .dotted();
        }
        return Optional.of(new Drawn(
                "Variance along the components",
                ("Together, %d components hold %.1f %% of the variance of the bins they were fitted on%s. A straight fall is"
                                + " a power law, as in large recordings of visual cortex; test bins close to the fitted ones"
                                + " say that the components are there in new data, and far below them that they are noise.")
                        .formatted(
                                fitted.length,
                                100 * Arrays.stream(fitted).sum(),
                                test.length == 0
                                        ? ""
                                        : " and %.1f %% of that of the test bins"
                                                .formatted(100
                                                        * Arrays.stream(test).sum())),
                plane.json()));
    }

    private static double[] numbers(JsonObject json, String name) {
        return json.getAsJsonArray(name).asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    /** What is not above zero has no logarithm. */
    private static double[] positive(double[] shares) {
        return Arrays.stream(shares).map(x -> x > 0 ? x : Double.NaN).toArray();
    }
}
