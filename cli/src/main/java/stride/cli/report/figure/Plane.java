package stride.cli.report.figure;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** A drawing in two dimensions: series, bands behind them, and marks across. */
final class Plane {
    private final JsonObject json = new JsonObject();
    private final JsonArray series = new JsonArray();
    private final JsonArray bands = new JsonArray();
    private final JsonArray marks = new JsonArray();

    /** Empty, with the titles of its axes. */
    Plane(String x, String y) {
        json.addProperty("kind", "plane");
        json.add("x", axis(x));
        json.add("y", axis(y));
        json.add("series", series);
        json.add("bands", bands);
        json.add("marks", marks);
    }

    private static JsonObject axis(String title) {
        JsonObject axis = new JsonObject();
        axis.addProperty("title", title);
        return axis;
    }

    /** The horizontal axis by powers of ten. */
    Plane logX() {
        json.getAsJsonObject("x").addProperty("type", "log");
        return this;
    }

    /** The vertical axis by powers of ten. */
    Plane logY() {
        json.getAsJsonObject("y").addProperty("type", "log");
        return this;
    }

    /** Names instead of numbers on the vertical axis, the first at the top. */
    Plane namesY(List<String> names) {
        json.getAsJsonObject("y").addProperty("type", "category");
        json.getAsJsonObject("y").add("names", Values.json(names));
        return height(90 + 34 * names.size());
    }

    /** Names instead of numbers on the horizontal axis. */
    Plane namesX(List<String> names) {
        json.getAsJsonObject("x").addProperty("type", "category");
        json.getAsJsonObject("x").add("names", Values.json(names));
        return this;
    }

    /** In pixels; where none is given, that of most figures. */
    Plane height(int pixels) {
        json.addProperty("height", pixels);
        return this;
    }

    /** As wide as high, one unit as long on both axes. */
    Plane square() {
        json.addProperty("square", true);
        return this;
    }

    /** A line through points. */
    Series line(Role role, String name, double[] x, double[] y) {
        return add(role, name, "lines").numbers("x", x).numbers("y", y);
    }

    /** Points alone. */
    Series points(Role role, String name, double[] x, double[] y) {
        return add(role, name, "markers").numbers("x", x).numbers("y", y);
    }

    /** Points at named places of the vertical axis. */
    Series pointsAt(Role role, String name, double[] x, List<String> y) {
        return add(role, name, "markers").numbers("x", x).texts("y", y);
    }

    /** Points at named places of the horizontal axis. */
    Series pointsOver(Role role, String name, List<String> x, double[] y) {
        return add(role, name, "markers").texts("x", x).numbers("y", y);
    }

    /** Bars along named places of the vertical axis, each from one value to another. */
    Series bars(Role role, String name, double[] from, double[] to, List<String> y) {
        return add(role, name, "bars").numbers("from", from).numbers("x", to).texts("y", y);
    }

    /** Columns of a histogram; there is one edge more than there are columns. */
    Series columns(Role role, String name, double[] edges, double[] heights) {
        return add(role, name, "columns").numbers("x", edges).numbers("y", heights);
    }

    private Series add(Role role, String name, String shape) {
        JsonObject one = new JsonObject();
        one.addProperty("role", role.label());
        one.addProperty("name", name);
        one.addProperty("shape", shape);
        series.add(one);
        return new Series(one);
    }

    /** A part of the horizontal axis, coloured over the whole height. */
    Plane band(Role role, double from, double to) {
        JsonObject band = new JsonObject();
        band.addProperty("role", role.label());
        band.add("from", Values.json(from));
        band.add("to", Values.json(to));
        bands.add(band);
        return this;
    }

    /** A line across, at a place on the horizontal axis. */
    Plane markX(Role role, double at, String label) {
        return mark("x", role, at, label);
    }

    /** A line across, at a place on the vertical axis. */
    Plane markY(Role role, double at, String label) {
        return mark("y", role, at, label);
    }

    private Plane mark(String axis, Role role, double at, String label) {
        JsonObject mark = new JsonObject();
        mark.addProperty("axis", axis);
        mark.addProperty("role", role.label());
        mark.add("at", Values.json(at));
        mark.addProperty("label", label);
        marks.add(mark);
        return this;
    }

    /** What the page's script reads. */
    JsonObject json() {
        return json;
    }

    /** A series, to be described further. */
    record Series(JsonObject json) {
        /** From where to where the value is known. */
        Series interval(double[] low, double[] high) {
            return numbers("low", low).numbers("high", high);
        }

        /** What is shown of each point under the pointer. */
        Series hover(List<String> texts) {
            return texts("text", texts);
        }

        /** Dashed, for what is only there to compare with. */
        Series dashed() {
            json.addProperty("dash", true);
            return this;
        }

        /** Not drawn before its name is clicked. */
        Series hidden(boolean hidden) {
            json.addProperty("hidden", hidden);
            return this;
        }

        /** Small and see-through, for many points. */
        Series many() {
            json.addProperty("many", true);
            return this;
        }

        /** Points on the line as well. */
        Series dotted() {
            json.addProperty("shape", "lines+markers");
            return this;
        }

        private Series numbers(String key, double[] values) {
            json.add(key, Values.json(values));
            return this;
        }

        private Series texts(String key, List<String> values) {
            json.add(key, Values.json(values));
            return this;
        }
    }
}
