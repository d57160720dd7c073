package stride.cli.apply;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import stride.cli.ChosenKernels;
import stride.cli.options.RecordingArguments;
import stride.cli.run.Leak;
import stride.cli.run.ScreeningReport;
import stride.cli.run.Warnings;
import stride.cli.terminal.ProgressLine;
import stride.cli.terminal.Terminal;
import stride.data.ReadFiles;
import stride.data.ReadProgress;
import stride.data.Recording;
import stride.data.Recordings;
import stride.data.Screened;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.UnfitException;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.decoder.Trial;
import stride.model.file.ModelFileException;
import stride.model.file.SavedDecoder;
import stride.model.split.Part;
import stride.model.split.Split;

/**
 * A saved decoder on a recording.
 *
 * @param model    the decoder's file
 * @param screened the recording: the decoder's neurons alone
 * @param bins     what the decoder has to do with the recording's bins
 * @param outcome  one fold; without targets, its metrics are empty
 */
record AppliedDecoder(SavedDecoder model, Screened screened, Bins bins, Outcome outcome) {
    /** Whether the decoder has seen the bins that it is applied to. */
    enum Bins {
        /** Those that it was fitted on: each has the part that it had. */
        OWN,
        /** Those of other data. */
        NEW,
        /** Others of the file that it was fitted on: wider or narrower ones, or those of another array. */
        UNKNOWN
    }

    /** A run's folder, or the file itself. */
    static SavedDecoder read(Path named) {
        if (!Files.isDirectory(named)) {
            return SavedDecoder.read(named);
        }
        Path file = named.resolve("model.safetensors");
        if (!Files.exists(file)) {
            throw new ModelFileException("%s: this folder has no model.safetensors%s".formatted(named, remedy(named)));
        }
        return SavedDecoder.read(file);
    }

    private static String remedy(Path named) {
        Path fold = named.resolve("fold-1");
        Path trials = named.resolve("trials");
        if (Files.isDirectory(fold)) {
            return "; each fold has its own: name " + fold;
        }
        return Files.isDirectory(trials) ? "; each trial has its own: name a folder in " + trials : ", or no run";
    }

    /**
     * Applies it.
     *
     * @param needsTarget whether a recording without a target is refused
     * @throws UnfitException if the recording has other neurons, as far as that can be told, or another number of targets
     */
    static AppliedDecoder of(
            SavedDecoder model,
            String source,
            RecordingArguments arguments,
            boolean needsTarget,
            Workers workers,
            Terminal terminal) {
        Kernels kernels = ChosenKernels.of(terminal);
        Recording recording = needsTarget
                ? arguments.opened(source, kernels, workers, terminal)
                : Recordings.openForDecoder(
                        source, arguments.choice(), model.neuronsRead(), kernels, workers, ReadProgress.NONE);
        try (Screened screened = screened(model, source, recording, terminal)) {
            ScreeningReport.lines(screened.screening()).forEach(terminal::message);
            try (ProgressLine line = terminal.progress("scores", "")) {
                return applied(model, screened, kernels, workers, line);
            }
        }
    }

    private static Screened screened(SavedDecoder model, String source, Recording recording, Terminal terminal) {
        int neurons = recording.activity().rows();
        int outputs = recording.targets().columns();
        int wanted = model.decoder().network().outputs();
        if (neurons != model.neuronsRead()) {
            recording.close();
            throw new UnfitException(
                    "%s: %d neurons, but %s was fitted on a recording of %d; a decoder is of its neurons alone"
                            .formatted(source, neurons, model.name(), model.neuronsRead()));
        }
        List<ReadFiles.Hashed> files = recording.files().activity();
        if (model.fittedOnAnotherChoice(
                files.stream().map(ReadFiles.Hashed::sha256).toList())) {
            recording.close();
            throw new UnfitException(
                    "%s: it is read with another choice of cells (iscell.npy, or --activity) than when %s was fitted on it; choose as then"
                            .formatted(source, model.name()));
        }
        if (outputs != 0 && outputs != wanted) {
            recording.close();
            throw new UnfitException("%s: %d target columns, but %s predicts %d; choose them with --target"
                    .formatted(source, outputs, model.name(), wanted));
        }
        try (ProgressLine line = terminal.progress("reading", "neurons")) {
            return recording.withNeurons(model.neurons(), line::at);
        }
    }

    private static AppliedDecoder applied(
            SavedDecoder model, Screened screened, Kernels kernels, Workers workers, Progress progress) {
        Recording recording = screened.recording();
        int[] bins = screened.screening().bins();
        boolean sameData = model.fittedOn(recording.sha256());
        int binsRead = screened.screening().binsRead();
        Optional<Split> known = sameData && model.binsRead() == binsRead ? model.split(binsRead) : Optional.empty();
        Split split = known.map(whole -> Split.of(parts(whole, bins)))
                .orElseGet(() -> Split.all(bins.length, Part.TEST))
                .numbered(bins);
        Matrix targets = recording.targets();
        // Without targets nothing is judged, but the arithmetic wants as many columns as there are predictions.
        int outputs = model.decoder().network().outputs();
        Matrix judged = targets.columns() == 0 ? Matrix.zeros(bins.length, outputs) : targets;
        Prepared prepared =
                Prepared.by(model.decoder(), recording.activity(), judged, split, kernels, workers, progress);
        Trial trial = Trial.of(prepared, model.decoder(), kernels);
        Bins seen = known.isPresent() ? Bins.OWN : sameData ? Bins.UNKNOWN : Bins.NEW;
        return new AppliedDecoder(model, screened, seen, Outcome.of(prepared, trial));
    }

    private static Part[] parts(Split whole, int[] bins) {
        Part[] parts = new Part[bins.length];
        for (int t = 0; t < bins.length; t++) {
            parts[t] = whole.part(bins[t]);
        }
        return parts;
    }

    /** What a bin's part is called: all are {@code new}, or all {@code unknown}, where they have none. */
    String label(Part part) {
        return bins == Bins.OWN ? part.label() : bins.name().toLowerCase(Locale.ROOT);
    }

    /** By what ways the recording's test bins had a part in the decoder. */
    Set<Leak> leaks() {
        return bins == Bins.OWN ? Leak.of(model.options()) : Set.of();
    }

    /** What must be known before its figures are believed. */
    List<String> warnings() {
        if (bins == Bins.OWN) {
            return leaks().stream().map(Leak::warning).toList();
        }
        return bins == Bins.UNKNOWN
                ? List.of(
                        ("the decoder was fitted on this very file, read in %d bins (here: %d): which of them trained it"
                                        + " is unknown, so its figures are not those of new bins; give --bin, --activity and"
                                        + " --target as it was fitted with them")
                                .formatted(
                                        model.binsRead(), screened.screening().binsRead()))
                : List.of();
    }

    /** Whether the recording has targets to judge by. */
    boolean hasTargets() {
        return screened.recording().targets().columns() > 0;
    }

    /** Which decoder on which recording. */
    JsonObject json(Path named, String source) {
        JsonObject json = new JsonObject();
        json.addProperty("model", named.toString());
        json.addProperty("recording", source);
        json.addProperty("sha256", screened.recording().sha256());
        json.addProperty("fitted_on_it", bins != Bins.NEW);
        json.add("warnings", Warnings.json(warnings()));
        JsonArray targets = new JsonArray();
        screened.recording().targetNames().forEach(targets::add);
        json.add("targets", targets);
        json.add("screening", ScreeningReport.json(screened.screening()));
        return json;
    }
}
