package stride.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.stream.Collectors;
import stride.cli.run.StoredRun;

/** What was done, in sentences for the methods of a paper. */
final class Methods {
    private final JsonObject options;
    private final JsonObject split;

    private Methods(JsonObject options, JsonObject split) {
        this.options = options;
        this.split = split;
    }

    /**
     * The sentences.
     *
     * @param options    of a decoder, as {@code run.json} has them
     * @param split      what {@code run.json} tells of the split
     * @param provenance where it comes from
     */
    static String text(JsonObject options, JsonObject split, JsonObject provenance, String target) {
        Methods methods = new Methods(options, split);
        return String.join(
                " ",
                methods.inputs(provenance, target),
                methods.scaling(),
                methods.parts(),
                methods.training(),
                ("Performance is R2 by sums of squares, and the root mean squared error in the target's own units. All was"
                                + " computed with Stride %s.")
                        .formatted(StoredRun.find(provenance, "version")
                                .map(JsonElement::getAsString)
                                .orElse("")));
    }

    private String inputs(JsonObject provenance, String target) {
        int pca = (int) number("pca");
        String neurons = "%s was decoded from the activity of %,d neurons in %,d time bins."
                .formatted(
                        target,
                        provenance.get("neurons").getAsInt(),
                        provenance.get("bins").getAsInt());
        if (pca == 0) {
            return neurons + " The neurons themselves were the inputs.";
        }
        String solver = switch (text("pca_solver")) {
            case "exact" -> "by an exact eigendecomposition";
            case "randomized" -> "by randomised subspace iteration (Musco and Musco 2015)";
            default -> "exactly or by randomised subspace iteration (Musco and Musco 2015), whichever was cheaper";
        };
        return neurons
                + " Activity was reduced to %d principal components, found %s and fitted on %s."
                        .formatted(
                                pca,
                                solver,
                                text("pca_fit").equals("all")
                                        ? "all bins, test bins included"
                                        : "the train bins alone");
    }

    private String scaling() {
        String inputs = switch (text("scaling")) {
            case "each" -> "Each input was z-scored on the train bins";
            case "together" -> "Inputs were centred and divided by one common scale, both from the train bins";
            default -> "Inputs were not scaled";
        };
        String target =
                text("standardize_target").equals("true") ? "the target was z-scored" : "the target was left raw";
        String history = text("history");
        return "%s; %s.%s"
                .formatted(
                        inputs,
                        target,
                        history.equals("0")
                                ? ""
                                : " A decoder saw the neighbouring bins as well (before, or before and after: %s)."
                                        .formatted(history));
    }

    private String parts() {
        double train = number("train_fraction");
        double valid = number("valid_fraction");
        String gap = number("gap") > 0
                ? " Parts were %d bins apart (%s)."
                        .formatted(
                                (int) number("gap"),
                                StoredRun.find(split, "gap_reason")
                                        .map(JsonElement::getAsString)
                                        .orElse(""))
                : " There was no gap between parts.";
        String validation = valid > 0 ? ", of which the last %.3g %% validated".formatted(100 * valid) : "";
        String parts = switch (text("split")) {
            case "chronological" ->
                "The first %.3g %% of the bins trained%s; the rest tested.".formatted(100 * train, validation);
            case "blocked" ->
                "Blocks of %d bins alternated, %.3g %% of them train blocks%s."
                        .formatted((int) number("block"), 100 * train, valid > 0 ? ", some of which validated" : "");
            case "kfold" ->
                "Each of %d contiguous folds was tested once by a decoder fitted on the others."
                        .formatted((int) number("folds"));
            case "random" -> "Bins were split at random, which leaks.";
            default -> "All bins trained.";
        };
        return parts + gap;
    }

    private String training() {
        if (!options.has("epochs")) {
            return "The decoder was fitted in closed form.";
        }
        String network = Optional.ofNullable(options.get("hidden"))
                .map(JsonElement::getAsJsonArray)
                .map(this::network)
                .orElse("Networks were");
        String adam = number("weight_decay") > 0
                ? "AdamW (Kingma and Ba 2015; weight decay %s)".formatted(text("weight_decay"))
                : "Adam (Kingma and Ba 2015)";
        String loss = text("loss").equals("broadcast")
                ? "the mean over all pairs of a prediction and a target of the batch, as the published study did by mistake"
                : "the mean squared error";
        String dropout = number("dropout") > 0 ? ", dropout %s".formatted(text("dropout")) : "";
        String kept = switch (text("select")) {
            case "valid" -> "the epoch with the lowest loss on the validation bins was kept";
            case "test" -> "the epoch with the lowest loss on the test bins was kept, as the published study did";
            default -> "the last epoch was kept";
        };
        return "%s trained on %s with %s (learning rate %s, batches of %s, at most %s epochs%s, seed %s); %s."
                .formatted(network, loss, adam, text("lr"), text("batch"), text("epochs"), dropout, text("seed"), kept);
    }

    private String network(JsonArray hidden) {
        if (hidden.isEmpty()) {
            return "A linear layer was";
        }
        String widths = hidden.asList().stream().map(JsonElement::getAsString).collect(Collectors.joining(", "));
        return "A fully connected network with hidden layers of %s units (%s) was"
                .formatted(widths, text("activation"));
    }

    private double number(String name) {
        return StoredRun.number(options, name);
    }

    private String text(String name) {
        return StoredRun.find(options, name)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .orElse("");
    }
}
