package stride.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import stride.cli.run.StoredOptions;
import stride.cli.run.StoredRun;
import stride.cli.study.Model;
import stride.cli.study.StudyResult;
import stride.cli.study.StudyRow;
import stride.cli.study.TrialPlan;
import stride.model.decoder.DecoderOptions;

/** The trials of a study, read back from their directories. */
final class StoredTrials {
    private StoredTrials() {}

    /** All of them, in the order of {@code trials} in the study's {@code run.json}. */
    static List<StudyResult> of(StoredRun study) {
        return study.trials().stream().map(line -> result(study, line)).toList();
    }

    private static StudyResult result(StoredRun study, JsonObject line) {
        String directory = line.get("directory").getAsString();
        JsonObject run = study.trial(directory).json();
        DecoderOptions options = StoredOptions.read(run.getAsJsonObject("options"));
        Model model = Model.valueOf(StoredRun.find(line, "model")
                .map(JsonElement::getAsString)
                .orElse("")
                .toUpperCase(Locale.ROOT));
        StudyRow row = new StudyRow(
                options.protocol(),
                model,
                line.get("pca").getAsInt(),
                model == Model.NETWORK ? Optional.of(options.network()) : Optional.empty());
        String name = directory.substring(directory.indexOf('/') + 1);
        return new StudyResult(new TrialPlan(name, row, options), run);
    }
}
