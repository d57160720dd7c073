package stride.cli.options;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import stride.model.OptionsException;
import stride.model.decoder.Baseline;

/** What a decoder is compared with besides train mean, persistence and ridge. */
public final class BaselineArguments {
    @Option(
            names = "--extra-baselines",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Compare with these as well: rrr (reduced-rank regression, of several targets), kalman (a Kalman"
                            + " filter).")
    private List<Extra> extra = List.of();

    enum Extra {
        RRR(Baseline.REDUCED_RANK),
        KALMAN(Baseline.KALMAN);

        private final Baseline baseline;

        Extra(Baseline baseline) {
            this.baseline = baseline;
        }
    }

    /**
     * All of them, those that are always there first.
     *
     * @param targets columns of the target
     * @throws OptionsException if one makes no sense with so many
     */
    public List<Baseline> baselines(int targets) {
        if (extra.contains(Extra.RRR) && targets < 2) {
            throw new OptionsException(
                    "--extra-baselines rrr: with one target column it is ridge; leave it out, or choose several with"
                            + " --target");
        }
        List<Baseline> all = new ArrayList<>(Baseline.ALWAYS);
        extra.stream().distinct().map(e -> e.baseline).forEach(all::add);
        return all;
    }

    /** Adds them to what a run is asked for. */
    public void addTo(JsonObject asked) {
        asked.addProperty("extra_baselines", extra.toString());
    }
}
