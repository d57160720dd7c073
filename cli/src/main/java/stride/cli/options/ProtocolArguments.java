package stride.cli.options;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import stride.cli.terminal.Terminal;
import stride.model.OptionsException;
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
import stride.model.split.History;
import stride.model.split.SplitOptions;

/** Options that change single choices of a protocol; what is not given stays as the protocol has it. */
public final class ProtocolArguments {
    @Option(names = "--pca", paramLabel = "K", description = "Principal components; 0 for the neurons themselves.")
    private Integer pca;

    @Option(
            names = "--pca-fit",
            paramLabel = "PART",
            description = "Fit them on the train bins, or on all: train or all.")
    private PcaFit pcaFit;

    @Option(names = "--pca-solver", paramLabel = "NAME", description = "How to find them: auto, randomized or exact.")
    private PcaSolver pcaSolver;

    @Option(
            names = "--standardize",
            negatable = true,
            description = "Scale the inputs, each by itself: short for --scaling each, or none.")
    private Boolean standardize;

    @Option(
            names = "--scaling",
            paramLabel = "HOW",
            description = "Scale the inputs over the train bins: each by itself, all together by one number, or none.")
    private Scaling scaling;

    @Option(names = "--standardize-target", negatable = true, description = "z-score the target for training.")
    private Boolean standardizeTarget;

    @Option(
            names = "--history",
            paramLabel = "N|A,B",
            description = "Also see the N bins before each, or A before and B after it.",
            converter = HistoryConverter.class)
    private History history;

    @Mixin
    private SplitArguments split;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the train bins.")
    private Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Bins in a step.")
    private Integer batch;

    @Option(names = "--lr", paramLabel = "RATE", description = "Adam's learning rate.")
    private Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "How the rate changes over the epochs: constant, cosine, or plateau (halved after 3 epochs"
                    + " without improvement).")
    private Schedule schedule;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            description = "Scale a step's gradient down to this norm where it is longer; 0: never.")
    private Double clip;

    @Option(names = "--weight-decay", paramLabel = "RATE", description = "Decoupled weight decay (AdamW).")
    private Double weightDecay;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "Leave each hidden unit out of a training step with this probability; 0: none.")
    private Double dropout;

    @Option(
            names = "--augment",
            paramLabel = "KINDS",
            description = "Vary train bins at random in each epoch: noise=SD, neurons=SHARE left out, mix=WEIGHT of a"
                    + " neighbouring bin, jitter=BINS, as in noise=0.1,mix=0.3; or none (default: none).",
            converter = AugmentationConverter.class)
    private Augmentation augmentation = Augmentation.NONE;

    @Option(names = "--shuffle", negatable = true, description = "Draw a new order of bins for each epoch.")
    private Boolean shuffle;

    @Option(
            names = "--early-stop",
            paramLabel = "EPOCHS",
            description = "Stop after so many epochs without improvement; 0: never.")
    private Integer earlyStop;

    @Option(
            names = "--select",
            paramLabel = "EPOCH",
            description = "Keep the last epoch, or the best: last, valid or test.")
    private Selection select;

    @Option(names = "--loss", paramLabel = "LOSS", description = "mse, or the published study's mistake: broadcast.")
    private Loss loss;

    @Option(
            names = "--ensemble",
            paramLabel = "N",
            description = "Average the predictions of so many networks from different seeds.")
    private Integer ensemble;

    @Option(
            names = "--non-negative",
            description = "Predictions below zero become zero, for a target that can't be negative.")
    private boolean nonNegative;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides first weights, orders, dropout and --augment (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    /** The seed. */
    public long seed() {
        return seed;
    }

    /**
     * Options that suit a recording: a number of components that nobody asked for is lowered to what it allows. Half as
     * many as there are train bins, for least squares needs more bins than inputs.
     */
    public DecoderOptions fitted(DecoderOptions options, int neurons, int trainBins) {
        int allowed = Math.max(1, Math.min(neurons, trainBins / 2));
        return pca != null || options.inputs().pca() <= allowed ? options : options.withPca(allowed);
    }

    /** Says so where {@link #fitted} lowered the number of components; once what was asked for has come out well. */
    public static void announce(DecoderOptions asked, DecoderOptions fitted, Terminal terminal) {
        if (fitted.inputs().pca() < asked.inputs().pca()) {
            terminal.message("%d components instead of %d: the recording's neurons and train bins allow no more"
                    .formatted(fitted.inputs().pca(), asked.inputs().pca()));
        }
    }

    /** The protocol's split with the changes. */
    public SplitOptions split(Protocol protocol) {
        return split.of(protocol);
    }

    /** The protocol's inputs with the changes. */
    public InputOptions inputs(Protocol protocol) {
        InputOptions base = protocol.inputs();
        return new InputOptions(
                or(pca, base.pca()),
                or(pcaSolver, base.solver()),
                pcaFit == null ? base.fitOnAll() : pcaFit == PcaFit.ALL,
                scaling(base.scaling()),
                or(standardizeTarget, base.standardizeTarget()),
                or(history, base.history()),
                augmentation.neurons() > 0);
    }

    private Scaling scaling(Scaling base) {
        if (standardize == null) {
            return or(scaling, base);
        }
        if (scaling != null && standardize != (scaling != Scaling.NONE)) {
            throw new OptionsException(
                    "--scaling %s and --%sstandardize contradict each other; give only one of the two"
                            .formatted(scaling.label(), standardize ? "" : "no-"));
        }
        return or(scaling, standardize ? Scaling.EACH : Scaling.NONE);
    }

    /** The protocol's training with the changes. Without a part to select by, the last epoch is kept. */
    public TrainingOptions training(Protocol protocol) {
        return training(protocol, protocol.training(seed));
    }

    /**
     * The same without what a protocol adds to plain Adam: from first weights that somebody gives, training takes the
     * steps that it takes in PyTorch, unless more is asked for.
     */
    public TrainingOptions plainTraining(Protocol protocol) {
        return training(protocol, protocol.training(seed).plain());
    }

    private TrainingOptions training(Protocol protocol, TrainingOptions base) {
        SplitOptions parts = split(protocol);
        boolean none = parts.kind() == SplitOptions.Kind.NONE;
        boolean noValid = !parts.validates();
        boolean nothingToSelectBy = none || (base.select() == Selection.VALID && noValid);
        Selection chosen = or(select, nothingToSelectBy ? Selection.LAST : base.select());
        if ((none && chosen == Selection.TEST) || (noValid && chosen == Selection.VALID)) {
            throw new OptionsException("--select %s: there are no %s bins; use --select last or another split"
                    .formatted(chosen.label(), chosen.label()));
        }
        return new TrainingOptions(
                or(epochs, base.epochs()),
                or(batch, base.batch()),
                or(learningRate, base.learningRate()),
                or(weightDecay, base.weightDecay()),
                or(dropout, base.dropout()),
                or(shuffle, base.shuffle()),
                or(earlyStop, chosen == Selection.LAST ? 0 : base.earlyStop()),
                chosen,
                or(loss, base.loss()),
                seed,
                or(schedule, base.schedule()),
                or(clip, base.clip()),
                augmentation);
    }

    /** A network with the changes that do not concern its shape. */
    public NetworkOptions network(NetworkOptions base) {
        return new NetworkOptions(
                base.hidden(), base.activation(), or(ensemble, base.ensemble()), nonNegative || base.nonNegative());
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /** A number of bins of the past, or of past and future. */
    static final class HistoryConverter implements picocli.CommandLine.ITypeConverter<History> {
        @Override
        public History convert(String text) {
            try {
                return History.parse(text);
            } catch (OptionsException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
