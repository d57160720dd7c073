package stride.cli.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.options.EnumNames;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.decoder.Scaling;
import stride.model.decoder.Trial;
import stride.model.evaluation.Metrics;
import stride.model.network.Training;
import stride.model.network.TrainingOptions;
import stride.model.pca.Pca;
import stride.model.pca.PcaAccuracy;
import stride.model.split.Part;

/** Stride's values as JSON, by the names that design and command line give them. */
public final class Json {
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    /** The options that only a network has. */
    public static final List<String> NETWORK_OPTIONS = List.of(
            "hidden",
            "activation",
            "ensemble",
            "non_negative",
            "epochs",
            "batch",
            "lr",
            "schedule",
            "clip",
            "weight_decay",
            "dropout",
            "augment",
            "shuffle",
            "early_stop",
            "select",
            "loss",
            "seed");

    private Json() {}

    /** Indented text. */
    public static String text(JsonElement json) {
        return PRETTY.toJson(json);
    }

    /** A number; {@code null} where it is not finite, for JSON has no such numbers. */
    public static JsonElement number(double x) {
        return Double.isFinite(x) ? new JsonPrimitive(x) : JsonNull.INSTANCE;
    }

    /** Texts in their order. */
    public static JsonArray texts(List<String> texts) {
        JsonArray json = new JsonArray(texts.size());
        texts.forEach(json::add);
        return json;
    }

    /** A decoder's options in full, named as on the command line; the gap must be filled in. */
    public static JsonObject of(DecoderOptions options) {
        JsonObject json = new JsonObject();
        json.addProperty("protocol", options.protocol().label());
        json.addProperty("pca", options.inputs().pca());
        json.addProperty("pca_solver", options.inputs().solver().label());
        json.addProperty("pca_fit", options.inputs().fitOnAll() ? "all" : "train");
        json.addProperty("standardize", options.inputs().scaling() != Scaling.NONE);
        json.addProperty("scaling", options.inputs().scaling().label());
        json.addProperty("standardize_target", options.inputs().standardizeTarget());
        json.addProperty("history", options.inputs().history().label());
        json.addProperty("split", EnumNames.label(options.split().kind()));
        json.addProperty("train_fraction", options.split().trainFraction());
        json.addProperty("valid_fraction", options.split().validFraction());
        json.addProperty("gap", options.split().gap().orElseThrow().bins());
        json.addProperty(
                "block",
                options.split().block(options.split().gap().orElseThrow().bins()));
        json.addProperty("folds", options.split().folds());
        json.addProperty("split_seed", options.split().seed());
        json.add("hidden", PRETTY.toJsonTree(options.network().hidden()));
        json.addProperty("activation", options.network().activation().label());
        json.addProperty("ensemble", options.network().ensemble());
        json.addProperty("non_negative", options.network().nonNegative());
        addTraining(json, options.training());
        return json;
    }

    private static void addTraining(JsonObject json, TrainingOptions training) {
        json.addProperty("epochs", training.epochs());
        json.addProperty("batch", training.batch());
        json.addProperty("lr", training.learningRate());
        json.addProperty("schedule", training.schedule().label());
        json.addProperty("clip", training.clip());
        json.addProperty("weight_decay", training.weightDecay());
        json.addProperty("dropout", training.dropout());
        if (training.augmentation().varies()) { // else the bytes are those of a version that could not
            json.addProperty("augment", training.augmentation().label());
        }
        json.addProperty("shuffle", training.shuffle());
        json.addProperty("early_stop", training.earlyStop());
        json.addProperty("select", training.select().label());
        json.addProperty("loss", training.loss().label());
        json.addProperty("seed", training.seed());
    }

    /**
     * Components and how well they were found: solver, number, share of the variance over the fitted bins, and the
     * residual of each.
     */
    public static JsonObject of(Pca pca, PcaAccuracy accuracy) {
        JsonObject json = new JsonObject();
        json.addProperty("solver", accuracy.solver().label());
        json.addProperty("components", pca.k());
        json.addProperty("explained", pca.explained());
        json.addProperty("largest_residual", accuracy.largest());
        json.addProperty("unconverged", accuracy.unconverged().length);
        json.add("residuals", PRETTY.toJsonTree(accuracy.residuals()));
        return json;
    }

    /** The same for what a decoder was prepared with; nothing where the neurons themselves are its inputs. */
    public static Optional<JsonObject> pca(Prepared prepared) {
        return prepared.pca().flatMap(pca -> prepared.pcaAccuracy().map(accuracy -> of(pca, accuracy)));
    }

    /** The metrics of each fold: its number from 1 on, the epoch that was kept, and the metrics of its parts. */
    public static JsonArray folds(Outcome outcome) {
        JsonArray folds = new JsonArray();
        for (int i = 0; i < outcome.folds().size(); i++) {
            Trial trial = outcome.folds().get(i).trial();
            JsonObject fold = new JsonObject();
            fold.addProperty("fold", i + 1);
            addChosen(fold, trial.trainings());
            addTiming(fold, trial.trainings());
            trial.lambda().ifPresent(lambda -> fold.addProperty("lambda", lambda));
            fold.add("metrics", of(trial.metrics()));
            folds.add(fold);
        }
        return folds;
    }

    /**
     * Adds what came of a decoder: components, metrics and training; of several folds, those of each, and metrics and
     * timing of all together.
     */
    public static void add(JsonObject run, Outcome outcome) {
        run.add("metrics", of(outcome.metrics()));
        addTiming(
                run,
                outcome.folds().stream()
                        .flatMap(fold -> fold.trial().trainings().stream())
                        .toList());
        if (outcome.folded()) {
            run.add("folds", folds(outcome));
            return;
        }
        Trial trial = outcome.first().trial();
        pca(outcome.first().prepared()).ifPresent(pca -> run.add("pca", pca));
        trial.lambda().ifPresent(lambda -> run.addProperty("lambda", lambda));
        addChosen(run, trial.trainings());
    }

    /** All metrics of one part. */
    public static JsonObject of(Metrics m) {
        JsonObject figures = new JsonObject();
        figures.add("mse", number(m.mse()));
        figures.add("rmse", number(m.rmse()));
        figures.add("mae", number(m.mae()));
        figures.add("r2", number(m.r2()));
        figures.add("r2_vs_train_mean", number(m.r2VsTrainMean()));
        figures.add("pearson", number(m.pearson()));
        figures.addProperty("n", m.n());
        return figures;
    }

    /** The metrics that {@link #of(Metrics)} wrote. */
    public static Metrics metrics(JsonObject figures) {
        return new Metrics(
                number(figures, "mse"),
                number(figures, "rmse"),
                number(figures, "mae"),
                number(figures, "r2"),
                number(figures, "r2_vs_train_mean"),
                number(figures, "pearson"),
                figures.get("n").getAsInt());
    }

    private static double number(JsonObject json, String name) {
        JsonElement x = json.get(name);
        return x == null || x.isJsonNull() ? Double.NaN : x.getAsDouble();
    }

    /** The metrics of each part that has bins. */
    public static JsonObject of(Map<Part, Metrics> metrics) {
        JsonObject json = new JsonObject();
        metrics.forEach((part, m) -> json.add(part.label(), of(m)));
        return json;
    }

    /** The epoch that was kept; of an ensemble also that of each member. */
    private static void addChosen(JsonObject run, List<Training> trainings) {
        if (trainings.isEmpty()) {
            return;
        }
        run.addProperty("chosen_epoch", trainings.getFirst().chosen());
        if (trainings.size() > 1) {
            run.add(
                    "chosen_epochs",
                    PRETTY.toJsonTree(trainings.stream().map(Training::chosen).toList()));
        }
    }

    /**
     * Adds to {@code timing} the optimizer steps of all trainings and the mean time of one; and where no clock has told
     * how long training took, the seconds of their epochs.
     */
    private static void addTiming(JsonObject run, List<Training> trainings) {
        if (trainings.isEmpty()) {
            return;
        }
        if (!run.has("timing")) {
            run.add("timing", new JsonObject());
        }
        JsonObject timing = run.getAsJsonObject("timing");
        if (!timing.has("train_s")) {
            timing.addProperty(
                    "train_s", trainings.stream().mapToDouble(Training::seconds).sum());
        }
        long steps = trainings.stream().mapToLong(Training::steps).sum();
        double seconds = trainings.stream().mapToDouble(Training::stepsSeconds).sum();
        timing.addProperty("steps", steps);
        timing.addProperty("us_per_step", seconds / steps * 1e6);
    }
}
