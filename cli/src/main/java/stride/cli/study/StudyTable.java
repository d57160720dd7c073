package stride.cli.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import stride.cli.terminal.Table;
import stride.cli.terminal.Table.Column;
import stride.model.decoder.NetworkOptions;
import stride.model.decoder.Protocol;
import stride.model.network.TrainingOptions;
import stride.model.split.Part;

/** The study's results with the columns of the published table, R2, and what the slides say. */
public final class StudyTable {
    private static final List<Column> COMMON = List.of(
            new Column("input", true, 4),
            new Column("output", false, 4),
            new Column("PCA", true, 0),
            new Column("activation", false, 0),
            new Column("layers", false, 0),
            new Column("epochs\nxbatch", true, 3),
            new Column("train\nMSE", true, 0),
            new Column("train\nRMSE", true, 2),
            new Column("test\nMSE", true, 0),
            new Column("test\nRMSE", true, 0),
            new Column("test\nR2", true, 0));

    /** The order in which protocols are shown: what was published, then what it should have been. */
    public static final List<Protocol> ORDER = List.of(Protocol.PUBLISHED, Protocol.SOUND);

    private StudyTable() {}

    /**
     * A table of the rows of one protocol. For the published one, MSE and RMSE are of the broadcast loss, as the study
     * printed them; the true error stands next to them, and the slides' figures last.
     */
    public static Table of(Protocol protocol, List<StudyResult> results, int neurons, String target) {
        boolean published = protocol == Protocol.PUBLISHED;
        List<Column> columns = new ArrayList<>(COMMON);
        if (published) {
            columns.add(new Column("true\nMSE", true, 0));
        }
        columns.add(new Column("slides\ntrain", true, 1));
        columns.add(new Column("slides\ntest", true, 1));
        Table table = new Table(columns);
        for (StudyResult result : results) {
            if (result.row().protocol() == protocol && result.succeeded()) {
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
                .orElse(row.model().title()));
        texts.add(row.network().map(NetworkOptions::layers).orElse("-"));
        texts.add(row.model() == Model.NETWORK ? passes(result) : "-");
        double train = result.printedMse(Part.TRAIN);
        double test = result.printedMse(Part.TEST);
        texts.addAll(List.of(error(train), error(Math.sqrt(train)), error(test), error(Math.sqrt(test))));
        texts.add("%.3f".formatted(result.metrics(Part.TEST).r2()));
        if (published) {
            texts.add(error(result.metrics(Part.TEST).mse()));
        }
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
