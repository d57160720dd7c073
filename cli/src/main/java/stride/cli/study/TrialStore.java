package stride.cli.study;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.OutputException;
import stride.cli.evidence.Baselines;
import stride.cli.evidence.IntervalsJson;
import stride.cli.evidence.Nulls;
import stride.cli.evidence.VersusRidge;
import stride.cli.report.Reports;
import stride.cli.run.Json;
import stride.cli.run.OverviewFile;
import stride.cli.run.RunDirectory;
import stride.cli.run.SplitJson;
import stride.cli.run.TemporaryDirectory;
import stride.cli.run.TrialFiles;
import stride.cli.run.UnfinishedRun;
import stride.cli.run.Warnings;
import stride.model.UnfitException;
import stride.model.decoder.Baseline;
import stride.model.decoder.Outcome;
import stride.model.evaluation.Intervals;
import stride.model.network.Checkpoints;
import stride.model.split.Part;
import stride.model.split.Split;

/**
 * The finished trials of a study or sweep under way: a directory each, which gets its name when it is whole, and a line in
 * {@code trials.csv}. Used by several threads at once.
 */
public final class TrialStore {
    private static final String REMEDY = "free some space, and go on with --resume";

    private final UnfinishedRun unfinished;
    private final JsonObject provenance;
    private final int[] bins;
    private final TrialTable table;

    /**
     * Keeps trials in a run.
     *
     * @param provenance of every trial
     * @param bins       the number in the recording of each bin
     * @param table      the columns of {@code trials.csv}
     */
    public TrialStore(UnfinishedRun unfinished, JsonObject provenance, int[] bins, TrialTable table) {
        this.unfinished = unfinished;
        this.provenance = provenance;
        this.bins = bins;
        this.table = table;
    }

    /** What an earlier process came to, if it finished this trial. */
    public Optional<StudyResult> read(TrialPlan plan) {
        Path file = directory(plan).resolve("run.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonObject run = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            return Optional.of(new StudyResult(plan, run));
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new UnfitException("%s: can't be read; remove its directory and go on with --resume".formatted(file));
        }
    }

    private Path directory(TrialPlan plan) {
        return unfinished.folder().resolve("trials").resolve(plan.name());
    }

    /** The checkpoints of one training. */
    public Checkpoints checkpoints(TrialPlan plan, int fold) {
        return unfinished.checkpoints(plan.name(), fold);
    }

    /**
     * What a trial's figures are to be compared with.
     *
     * @param versusRidge empty for ridge itself, and where there is none to compare with
     * @param baselines   of a network
     */
    public record Beside(Optional<VersusRidge> versusRidge, Optional<Baselines> baselines, Nulls nulls) {}

    /**
     * Keeps a trial, and lets go of its checkpoints.
     *
     * @param beside what its figures are to be compared with
     * @param shared the timing of what it has in common with the run's other trials
     */
    public StudyResult finished(TrialPlan plan, Outcome outcome, Beside beside, JsonObject shared) {
        JsonObject run = beginning(plan);
        List<Split> splits =
                outcome.folds().stream().map(fold -> fold.prepared().split()).toList();
        Map<Part, Intervals> intervals = outcome.intervals();
        List<String> warnings = new ArrayList<>(Warnings.of(plan.options(), plan.leaks(), outcome));
        Warnings.of(intervals).ifPresent(warnings::add);
        beside.versusRidge
                .filter(v -> plan.row().model() == Model.NETWORK)
                .flatMap(Warnings::of)
                .ifPresent(warnings::add);
        beside.baselines.ifPresent(baselines -> warnings.addAll(baselines.warnings()));
        warnings.addAll(beside.nulls.missing());
        run.add("warnings", Warnings.json(warnings));
        run.addProperty("leaky", !plan.leaks().isEmpty());
        run.add("split", SplitJson.of(plan.options(), splits, bins));
        run.add("timing", shared);
        Json.add(run, outcome);
        run.add("intervals", IntervalsJson.of(intervals));
        run.add("versus_ridge", VersusRidge.json(beside.versusRidge));
        beside.baselines.ifPresent(baselines -> run.add("baselines", baselines.json()));
        run.add("null", beside.nulls.json());
        StudyResult.add(run, plan.row(), outcome);
        StudyResult result = new StudyResult(plan, run);
        Optional<Outcome> ridge = beside.baselines.flatMap(baselines -> baselines.outcome(Baseline.RIDGE));
        keep(result, place -> {
            TrialFiles.write(place, run, outcome, bins);
            if (ridge.isPresent()) {
                TrialFiles.writeRidge(place, ridge.get(), bins);
            }
            Reports.writePlain(place);
        });
        return result;
    }

    /** Keeps what a trial failed of. */
    public StudyResult failed(TrialPlan plan, RuntimeException e) {
        JsonObject run = beginning(plan);
        run.addProperty("error", e.getMessage());
        StudyResult result = new StudyResult(plan, run);
        keep(result, place -> Files.writeString(place.resolve("run.json"), Json.text(run) + "\n"));
        return result;
    }

    private JsonObject beginning(TrialPlan plan) {
        JsonObject run = new JsonObject();
        run.addProperty("model", plan.row().model().label());
        JsonObject options = Json.of(plan.options());
        if (plan.row().model() != Model.NETWORK) {
            Json.NETWORK_OPTIONS.forEach(options::remove);
        }
        run.add("options", options);
        run.add("provenance", provenance);
        return run;
    }

    /** Keeps the recording at a glance, as these trials' inputs were made of it. */
    public void keep(JsonObject overview, String name) {
        unfinished.keep();
        Path place = unfinished.folder().resolve(OverviewFile.FOLDER).resolve(name + ".json");
        try (TemporaryDirectory temporary = unfinished.temporary()) {
            Files.createDirectories(place.getParent());
            Path written = temporary.path().resolve("overview");
            Files.writeString(written, overview + "\n");
            Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OutputException.of(place, e, REMEDY);
        }
    }

    private void keep(StudyResult result, RunDirectory.Content content) {
        Path place = directory(result.plan());
        unfinished.keep();
        try (TemporaryDirectory temporary = unfinished.temporary()) {
            Files.createDirectories(place.getParent());
            Path filled = Files.createDirectory(temporary.path().resolve("trial"));
            content.writeTo(filled);
            Files.move(filled, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OutputException.of(place, e, REMEDY);
        }
        append(result);
        unfinished.forget(result.plan().name());
    }

    private synchronized void append(StudyResult result) {
        try {
            Files.writeString(csv(), table.line(result) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw OutputException.of(csv(), e, REMEDY);
        }
    }

    /** Writes {@code trials.csv} anew, in the order of these results: lines come in the order in which trials end. */
    public synchronized void rewrite(List<StudyResult> results) {
        unfinished.keep();
        Path beside = csv().resolveSibling(TrialTable.NAME + ".new");
        try {
            Files.writeString(beside, table.csv(results));
            Files.move(beside, csv(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OutputException.of(csv(), e, REMEDY);
        }
    }

    private Path csv() {
        return unfinished.folder().resolve(TrialTable.NAME);
    }
}
