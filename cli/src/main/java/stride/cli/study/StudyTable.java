package stride.cli.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import stride.cli.evidence.IntervalsJson;
import stride.cli.terminal.Table;
import stride.cli.terminal.Table.Column;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Protocol;
import stride.model.evaluation.Figure;
import stride.model.network.TrainingOptions;
import stride.model.split.Part;

/** The study's results with the columns of the published table, R2, and what the slides say. */
public final class StudyTable {
    private static final List<Column> COMMON = List.of(
            new Column("input", true, 6),
            new Column("output", false, 6),
            new Column("PCA", true, 0),
            new Column("activation", false, 0),
            new Column("layers", false, 0),
            new Column("epochs\nxbatch", true, 4),
            new Column("train\nMSE", true, 1),
            new Column("train\nRMSE", true, 3),
            new Column("test\nMSE", true, 0),
            new Column("test\nRMSE", true, 0),
            new Column("test\nR2", true, 0),
            new Column("95 %", false, 0));

    /** The order in which protocols are shown: what was published, then what it should have been. */
    public static final List<Protocol> ORDER = List.of(Protocol.PUBLISHED, Protocol.SOUND);

    private StudyTable() {}

    /**
     * A table of the rows of one protocol. For the published one, MSE and RMSE are of the broadcast loss, as the study
     * printed them; the true error stands next to them, and the slides' figures last. Of several seeds the first is shown.
     */
    public static Table of(Protocol protocol, List<StudyResult> results, int neurons, String target) {
        boolean published = protocol == Protocol.PUBLISHED;
        List<Column> columns = new ArrayList<>(COMMON);
        if (published) {
            columns.add(new Column("true\nMSE", true, 0));
        }
        columns.add(new Column("R2 over ridge,\n95 %", false, published ? 5 : 0));
        columns.add(new Column("slides\ntrain", true, published ? 2 : 5));
        columns.add(new Column("slides\ntest", true, published ? 2 : 5));
        Table table = new Table(columns);
        for (StudyResult result : results) {
            boolean firstSeed = result.plan().name().equals(result.row().label());
            if (result.row().protocol() == protocol && result.succeeded() && firstSeed) {
                table.add(row(result, neurons, target, published));
            }
        }
        return table;
    }

    private static List<String> row(StudyResult result, int neurons, String target, boolean published) {
        StudyRow row = result.row();
        List<String> texts = new ArrayList<>();
        texts.add(String.valueOf(neurons));
        texts.add(target);
        texts.add(row.pca() == 0 ? "-" : String.valueOf(row.pca()));
        texts.add(row.network()
                .map(n -> n.activation().label())
                .orElse(
                        row.model() == Model.PERSISTENCE
                                ? "persistence"
                                : row.model().title()));
        texts.add(row.network()
                .map(NetworkOptions::layers)
                .orElse(row.model() == Model.PERSISTENCE ? "no decoder" : "-"));
        texts.add(row.model() == Model.NETWORK ? passes(result) : "-");
        double train = result.printedMse(Part.TRAIN);
        double test = result.printedMse(Part.TEST);
        texts.addAll(List.of(error(train), error(Math.sqrt(train)), error(test), error(Math.sqrt(test))));
        texts.add("%.3f".formatted(result.metrics(Part.TEST).r2()));
        texts.add(IntervalsJson.text(result.interval(Figure.R2), "%.2f"));
        if (published) {
            texts.add(error(result.metrics(Part.TEST).mse()));
        }
        texts.add(result.versusRidge()
                .map(v -> IntervalsJson.text(v.r2().interval(), "%+.2f"))
                .orElse(""));
        Optional<Slides> slides = row.network().flatMap(Slides::of);
        OptionalDouble printedTrain = slides.map(Slides::trainMse).orElse(OptionalDouble.empty());
        texts.add(printedTrain.isPresent() ? error(printedTrain.getAsDouble()) : "");
        texts.add(slides.map(s -> error(s.testMse())).orElse(""));
        return texts;
    }

    private static String passes(StudyResult result) {
        TrainingOptions training = result.options().training();
        return result.epochs() + "x" + training.batch();
    }

    private static String error(double x) {
        return "%.2f".formatted(x);
    }
}
