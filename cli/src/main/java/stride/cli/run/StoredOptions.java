package stride.cli.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import stride.cli.options.EnumNames;
import stride.engine.Activation;
import stride.model.UnfitException;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.InputOptions;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Protocol;
import stride.model.decoder.Scaling;
import stride.model.network.Augmentation;
import stride.model.network.Loss;
import stride.model.network.Schedule;
import stride.model.network.Selection;
import stride.model.network.TrainingOptions;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.SplitOptions;

/** The options that {@link Json#of(DecoderOptions)} wrote, read back. */
public final class StoredOptions {
    private final JsonObject json;

    private StoredOptions(JsonObject json) {
        this.json = json;
    }

    /**
     * The options of a trial. Those that only a network has are the protocol's where the trial is none.
     *
     * @throws UnfitException if a name stands for nothing
     */
    public static DecoderOptions read(JsonObject options) {
        StoredOptions stored = new StoredOptions(options);
        Protocol protocol = stored.constant(Protocol.class, "protocol");
        boolean network = options.has("hidden");
        return new DecoderOptions(
                protocol,
                stored.split(),
                stored.inputs(),
                network ? stored.network() : protocol.network(),
                network ? stored.training() : protocol.training(1));
    }

    private SplitOptions split() {
        return new SplitOptions(
                constant(SplitOptions.Kind.class, "split"),
                json.get("train_fraction").getAsDouble(),
                json.get("valid_fraction").getAsDouble(),
                Optional.of(new Gap(integer("gap"), "")),
                OptionalInt.of(integer("block")),
                integer("folds"),
                json.get("split_seed").getAsLong());
    }

    private InputOptions inputs() {
        return new InputOptions(
                integer("pca"),
                constant(PcaSolver.class, "pca_solver"),
                json.get("pca_fit").getAsString().equals("all"),
                constant(Scaling.class, "scaling"),
                json.get("standardize_target").getAsBoolean(),
                History.parse(json.get("history").getAsString()),
                augmentation().neurons() > 0);
    }

    private NetworkOptions network() {
        List<Integer> hidden = json.getAsJsonArray("hidden").asList().stream()
                .map(JsonElement::getAsInt)
                .toList();
        return new NetworkOptions(
                hidden,
                constant(Activation.class, "activation"),
                integer("ensemble"),
                json.get("non_negative").getAsBoolean());
    }

    private TrainingOptions training() {
        return new TrainingOptions(
                integer("epochs"),
                integer("batch"),
                json.get("lr").getAsDouble(),
                json.get("weight_decay").getAsDouble(),
                json.get("dropout").getAsDouble(),
                json.get("shuffle").getAsBoolean(),
                integer("early_stop"),
                constant(Selection.class, "select"),
                constant(Loss.class, "loss"),
                json.get("seed").getAsLong(),
                constant(Schedule.class, "schedule"),
                json.get("clip").getAsDouble(),
                augmentation());
    }

    /** None where it is not told, as of what is no network. */
    private Augmentation augmentation() {
        return json.has("augment") ? Augmentation.parse(json.get("augment").getAsString()) : Augmentation.NONE;
    }

    private int integer(String name) {
        return json.get(name).getAsInt();
    }

    private <E extends Enum<E>> E constant(Class<E> type, String name) {
        String text = json.get(name).getAsString();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> EnumNames.label(constant).equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new UnfitException("its %s is '%s', which Stride does not know".formatted(name, text)));
    }
}
