package stride.cli.animals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import stride.cli.OutputException;
import stride.cli.options.OutputArguments;
import stride.cli.report.Reports;
import stride.cli.run.Json;
import stride.cli.run.RunDirectory;
import stride.cli.run.StoredRun;
import stride.cli.terminal.Terminal;
import stride.model.OptionsException;

/**
 * The same verb on several recordings: a whole run for each below {@code recordings}, and what they come to together.
 * {@code run.json} is written last, so that a directory that has one is whole.
 */
public final class SeveralRecordings {
    private final String verb;
    private final List<String> recordings;
    private final OutputArguments output;
    private final boolean resume;

    /** Takes what was asked for. */
    public SeveralRecordings(String verb, List<String> recordings, OutputArguments output, boolean resume) {
        this.verb = verb;
        this.recordings = recordings;
        this.output = output;
        this.resume = resume;
    }

    /** Runs the verb on one recording. */
    @FunctionalInterface
    public interface Single {
        /**
         * Leaves a whole run, and prints nothing to stdout; where one is already, it only checks that it is the same.
         *
         * @throws OptionsException             if that was asked for something else
         * @throws stride.model.UnfitException  if that is of other data, or by another version or other kernels
         */
        void run(String recording, RunDirectory directory, Path all);
    }

    /** Runs all, sums them up, and tells. */
    public void run(Single single) {
        Terminal terminal = output.terminal();
        Path place = place();
        List<Path> runs = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            String recording = recordings.get(i);
            Path own = place.resolve("recordings").resolve(name(i));
            terminal.message("recording %d of %d: %s".formatted(i + 1, recordings.size(), recording));
            single.run(recording, RunDirectory.at(Optional.of(own), verb, resume), place);
            runs.add(own);
        }
        AcrossRecordings across = AcrossRecordings.of(recordings, runs);
        JsonObject json = json(across);
        write(place, json);
        print(terminal, place, across, json);
    }

    private Path place() {
        if (!resume) {
            return RunDirectory.at(output.out(), verb + "-" + recordings.size() + "-recordings")
                    .shown()
                    .toAbsolutePath();
        }
        Path place = output.out()
                .orElseThrow(() -> new OptionsException("--resume: name the interrupted run with --out"))
                .toAbsolutePath()
                .normalize();
        requireSame(place.resolve("recordings"));
        return place;
    }

    private void requireSame(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            expected.add(name(i));
            expected.add(name(i) + ".part");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !expected.contains(name) && !name.startsWith("."))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new OptionsException(
                                "--resume: %s was begun with other recordings: it has %s; give the same, in the same order"
                                        .formatted(folder.getParent(), name));
                    });
        } catch (IOException e) {
            throw OutputException.of(folder, e);
        }
    }

    /** A name for files: the number, and what of the recording's name files may have. */
    private String name(int i) {
        String last = recordings.get(i).replaceFirst(".*/(?=.)", "").replaceAll("[^A-Za-z0-9._-]+", "-");
        return (i + 1) + "-" + last;
    }

    private JsonObject json(AcrossRecordings across) {
        JsonObject json = new JsonObject();
        json.addProperty("verb", verb);
        JsonArray each = new JsonArray();
        for (int i = 0; i < recordings.size(); i++) {
            JsonObject one = new JsonObject();
            one.addProperty("recording", recordings.get(i));
            one.addProperty("directory", "recordings/" + name(i));
            each.add(one);
        }
        json.add("recordings", each);
        across.json().asMap().forEach(json::add);
        return json;
    }

    private void write(Path place, JsonObject json) {
        try {
            Files.writeString(place.resolve(Reports.NAME), Reports.html(new StoredRun(place, json)));
            Path beside = place.resolve("run.json.new");
            Files.writeString(beside, Json.text(json) + "\n");
            Files.move(beside, place.resolve("run.json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OutputException.of(place, e);
        }
    }

    private void print(Terminal terminal, Path place, AcrossRecordings across, JsonObject json) {
        Path here = Path.of("").toAbsolutePath();
        String shown = (place.startsWith(here) ? here.relativize(place) : place).toString();
        if (output.json()) {
            json.addProperty("directory", shown);
            terminal.out().println(Json.text(json));
            return;
        }
        for (int i = 0; i < recordings.size(); i++) {
            terminal.out().printf("no. %d: %s%n", i + 1, recordings.get(i));
        }
        terminal.out().println(across.table().render(terminal.columns()));
        for (String decoder : across.failed()) {
            terminal.paragraph("%s failed on a recording; its trials.csv says of what".formatted(decoder));
        }
        terminal.out().println(across.statement().replace("; ", ";\n"));
        terminal.out().println("results: " + shown);
    }
}
