package stride.cli.inspect;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stride.cli.run.Json;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Recordings;
import stride.data.Roles;
import stride.data.Series;
import stride.data.Source;
import stride.data.StoredArray;
import stride.data.ValueRange;
import stride.engine.Matrix;
import stride.model.Progress;
import stride.model.evaluation.Autocorrelation;

/** The arrays of a source, each with its range and what a decoder could use it for. */
public final class SourceContents {
    /** Of wider arrays no autocorrelation is told: time courses of hundreds of components, say. */
    private static final int MOST_OUTPUTS = 16;

    private static final int[] LAGS = {1, 8};

    /** What is told of the progress; arrays may claim more elements than a long can count. */
    private static final int STEPS = 1000;

    private final Source source;
    private final Map<String, ValueRange> ranges = new HashMap<>();
    private final Map<String, String> problems = new HashMap<>();
    private final Roles roles;

    private SourceContents(Source source, Progress progress) {
        this.source = source;
        List<StoredArray> numeric = new ArrayList<>();
        double all =
                source.arrays().stream().mapToDouble(SourceContents::elements).sum();
        double read = 0;
        for (ArrayInfo info : source.arrays()) {
            StoredArray array = source.array(info.name());
            range(array).ifPresent(range -> {
                ranges.put(info.name(), range);
                numeric.add(array);
            });
            read += elements(info);
            progress.at(Math.round(STEPS * read / Math.max(1, all)), STEPS);
        }
        this.roles = Roles.of(numeric);
    }

    /** Reads all arrays of a source. */
    public static JsonArray of(Source source, Progress progress) {
        SourceContents contents = new SourceContents(source, progress);
        JsonArray arrays = new JsonArray();
        source.arrays().forEach(info -> arrays.add(contents.described(info)));
        return arrays;
    }

    private static double elements(ArrayInfo info) {
        return info.shape().stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    }

    /** Arrays by name, shape and type alone. */
    public static JsonArray of(List<ArrayInfo> infos) {
        JsonArray arrays = new JsonArray();
        infos.forEach(info -> arrays.add(json(info)));
        return arrays;
    }

    /** What can't be read is told, and does not hide the rest. */
    private Optional<ValueRange> range(StoredArray array) {
        try {
            return array.range();
        } catch (DataException e) {
            problems.put(array.info().name(), e.getMessage());
            return Optional.empty();
        }
    }

    private static JsonObject json(ArrayInfo info) {
        JsonObject array = new JsonObject();
        array.addProperty("name", info.name());
        JsonArray shape = new JsonArray();
        info.shape().forEach(shape::add);
        array.add("shape", shape);
        array.addProperty("type", info.type());
        array.addProperty("order", info.order());
        return array;
    }

    private JsonObject described(ArrayInfo info) {
        JsonObject array = json(info);
        Optional.ofNullable(problems.get(info.name())).ifPresent(problem -> array.addProperty("problem", problem));
        Optional.ofNullable(ranges.get(info.name())).ifPresent(range -> {
            array.add("min", Json.number(range.least()));
            array.add("max", Json.number(range.greatest()));
            array.addProperty("nan", range.nan());
            array.addProperty("infinite", range.infinite());
        });
        source.array(info.name()).series().ifPresent(series -> array.add("series", json(series)));
        JsonArray uses = new JsonArray();
        if (roles.activity(info.name())) {
            uses.add("activity");
        }
        if (roles.target(info.name())) {
            uses.add("target");
            addTarget(info, array);
        }
        array.add("uses", uses);
        return array;
    }

    private static JsonObject json(Series series) {
        JsonObject json = new JsonObject();
        json.addProperty("type", series.type());
        json.addProperty("unit", series.unit());
        series.start().ifPresent(start -> json.addProperty("start_s", start));
        series.rate().ifPresent(rate -> json.addProperty("rate_hz", rate));
        series.timestamps().ifPresent(name -> json.addProperty("timestamps", name));
        return json;
    }

    /** A target with gaps, or a constant one, has no autocorrelation. */
    private void addTarget(ArrayInfo info, JsonObject array) {
        long outputs = info.shape().size() < 2 || info.shape().getFirst() == 1
                ? 1
                : info.shape().get(1);
        if (outputs > MOST_OUTPUTS || ranges.get(info.name()).nan() > 0) {
            return;
        }
        try {
            Matrix target = Recordings.target(source, info.name());
            JsonObject lags = new JsonObject();
            for (int lag : LAGS) {
                lags.add(String.valueOf(lag), Json.number(Autocorrelation.at(target, 0, lag)));
            }
            array.add("autocorrelation", lags);
            array.addProperty("suggested_gap", Autocorrelation.suggestedGap(target));
        } catch (DataException e) {
            array.addProperty("unfit", e.getMessage());
        }
    }
}
