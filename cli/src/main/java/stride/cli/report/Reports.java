package stride.cli.report;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import stride.cli.run.StoredRun;
import stride.model.UnfitException;

/**
 * The page of a run, made of nothing but the files in its directory: so the verb that rebuilds it gives what the run
 * itself left.
 */
public final class Reports {
    /** Its name in a run directory. */
    public static final String NAME = "report.html";

    private Reports() {}

    /** Writes the page of a run: of one decoder, a study, a sweep, or several recordings. */
    public static void write(Path place) throws IOException {
        Files.writeString(place.resolve(NAME), html(StoredRun.read(place)));
    }

    /** Writes a trial's page with tables alone: the library that draws is larger than all else in it. */
    public static void writePlain(Path place) throws IOException {
        Files.writeString(place.resolve(NAME), checked(StoredRun.read(place), run -> TrialPage.html(run, false)));
    }

    /**
     * The page of a run.
     *
     * @throws UnfitException if its files are not what a run leaves
     */
    public static String html(StoredRun run) {
        return checked(run, Reports::page);
    }

    private static String checked(StoredRun run, Function<StoredRun, String> page) {
        try {
            return page.apply(run);
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException e) { // Gson has several for "that is not what it should be"
            throw new UnfitException("%s: its files are not what a run leaves (%s); run it again"
                    .formatted(run.place(), e.getMessage()));
        }
    }

    private static String page(StoredRun run) {
        if (run.json().has("recordings")) {
            return AcrossPage.html(run);
        }
        if (run.json().has("headline")) {
            return StudyPage.html(run);
        }
        if (run.json().has("grid")) {
            return SweepPage.html(run);
        }
        if (run.json().has("metrics") || run.json().has("error")) {
            return TrialPage.html(run, true);
        }
        throw new UnfitException(
                "%s: a run without decoders; name one of train, study or sweep".formatted(run.place()));
    }
}
