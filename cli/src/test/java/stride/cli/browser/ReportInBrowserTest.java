package stride.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stride.cli.Invocation;

/** The pages as a reader sees them, in a Chromium where there is one. */
class ReportInBrowserTest {
    private static final String RECORDING = "synthetic:neurons=80,bins=700,seed=3";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Page study;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        Optional<Path> chromium = Browser.installed();
        assumeTrue(chromium.isPresent(), "SKIPPED: no Chromium here to open reports in");
        browser = Browser.start(chromium.get(), Files.createDirectory(folder.resolve("profile")));
        run("study", RECORDING, "--epochs", "1", "--pca", "20", "--batch", "400", "--out", place("study"));
        run("sweep", RECORDING, "--epochs", "2", "--hidden", "4,8", "--pca", "5,8", "--out", place("sweep"));
        run(
                "train",
                RECORDING,
                "--epochs",
                "2",
                "--hidden",
                "4",
                "--pca",
                "5",
                "--split",
                "kfold",
                "--folds",
                "3",
                "--out",
                place("train"));
        run(
                "study",
                RECORDING,
                RECORDING.replace("seed=3", "seed=4"),
                "--epochs",
                "1",
                "--pca",
                "6",
                "--batch",
                "400",
                "--protocol",
                "sound",
                "--out",
                place("two"));
        study = browser.open(report("study"), 1200, 800, false);
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String place(String name) {
        return folder.resolve(name).toString();
    }

    private static void run(String... arguments) {
        Invocation invocation = Invocation.of(
                Stream.concat(Stream.of(arguments), Stream.of("--quiet")).toArray(String[]::new));
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
    }

    private static Path report(String run) {
        return folder.resolve(run).resolve("report.html");
    }

    static Stream<String> runs() {
        return Stream.of("study", "sweep", "train", "two");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyFigureIsDrawnWithoutAnErrorOrARequest(String run) {
        Page page = browser.open(report(run), 1200, 800, false);
        assertDrawn(page, 1200, false);
        page.show(1200, 800, true);
        assertDrawn(page, 1200, true);
        page.show(390, 800, true);
        assertDrawn(page, 390, true);
        page.show(390, 800, false);
        assertDrawn(page, 390, false);
        assertThat(page.errors()).isEmpty();
        assertThat(page.requests()).containsExactly(report(run).toUri().toString());
    }

    private static void assertDrawn(Page page, int width, boolean dark) {
        assertThat(page.number("document.querySelectorAll('.drawing').length")).isGreaterThanOrEqualTo(1);
        // Each has its picture, and at least one series with a point in it.
        assertThat(page.number("""
                        [...document.querySelectorAll('.drawing')].filter(d => !d.querySelector('svg.main-svg')
                          || !d._fullData.some(t => t.x && t.x.length > 0 && t.x.some(x => x !== null))).length""")).isZero();
        // Figures follow a new width a moment later.
        page.await("[...document.querySelectorAll('.drawing')].every(d => d._fullLayout.width <= " + width + ")");
        assertThat(page.number("document.documentElement.scrollWidth"))
                .as("no scrolling sideways")
                .isLessThanOrEqualTo(width);
        assertReadable(page, dark);
    }

    /** Text is far from its ground in lightness: in the page, and in the figures. */
    private static void assertReadable(Page page, boolean dark) {
        String lightness = "(c => { const [r, g, b] = c.match(/[0-9.]+/g).map(Number);"
                + " return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255; })";
        double ground = page.number(lightness + "(getComputedStyle(document.body).backgroundColor)");
        assertThat(ground).isCloseTo(dark ? 0 : 1, within(0.15));
        for (String selector : List.of("body", "figcaption", "th")) {
            double text = page.number(
                    lightness + "(getComputedStyle(document.querySelector('%s')).color)".formatted(selector));
            assertThat(Math.abs(text - ground)).as(selector).isGreaterThan(0.4);
        }
        // Figures follow a change of the theme a moment later.
        String labels = lightness + "(getComputedStyle(document.querySelector('.xtick text')).fill)";
        page.await("Math.abs(%s - %s) > 0.4".formatted(labels, ground));
    }

    @Test
    void theStudyHasAllItsFigures() {
        Page page = study;
        String titles = page.evaluate("[...document.querySelectorAll('figure h3')].map(h => h.textContent).join('|')")
                .getAsString();
        assertThat(titles)
                .contains(
                        "The headline",
                        "Width of the hidden layer",
                        "over time",
                        "Predicted against actual",
                        "Residuals",
                        "published",
                        "sound",
                        "The split",
                        "Variance along the components",
                        "Activity",
                        "Neurons by their weight",
                        "Time per stage");
        assertThat(page.number("document.querySelectorAll('figcaption').length"))
                .isEqualTo(page.number("document.querySelectorAll('.drawing').length"));
        assertThat(page.evaluate("document.querySelector('h1').nextElementSibling.className")
                        .getAsString())
                .as("warnings come first")
                .isEqualTo("warning");
    }

    @Test
    void draggingZoomsIn() {
        Page page = study;
        String figure = "[...document.querySelectorAll('figure')].find(f => f.textContent.includes('over time'))"
                + ".querySelector('.drawing')";
        page.evaluate(figure + ".scrollIntoView({block: 'center'})");
        String range = figure + "._fullLayout.xaxis.range";
        double before = page.number("%s[1] - %s[0]".formatted(range, range));
        String box = figure + ".querySelector('.nsewdrag').getBoundingClientRect()";
        double left = page.number(box + ".left");
        double width = page.number(box + ".width");
        double middle = page.number(box + ".top") + page.number(box + ".height") / 2;
        page.drag(left + width / 4, middle, left + width / 2, middle);
        page.await("%s[1] - %s[0] < %s".formatted(range, range, before / 2));
        assertThat(page.number("%s[1] - %s[0]".formatted(range, range))).isCloseTo(before / 4, within(before / 20));
        assertThat(page.errors()).isEmpty();
    }

    @Test
    void theNeuronsTurn() {
        Page page = study;
        String figure = "[...document.querySelectorAll('figure')].find(f => f.textContent.includes('Neurons by'))"
                + ".querySelector('.drawing')";
        page.evaluate(figure + ".scrollIntoView({block: 'center'})");
        assertThat(page.evaluate("!!%s.querySelector('canvas').getContext('webgl')".formatted(figure))
                        .getAsBoolean())
                .isTrue();
        String eye = figure + "._fullLayout.scene._scene.getCamera().eye.x";
        double before = page.number(eye);
        String box = figure + ".getBoundingClientRect()";
        double x = page.number(box + ".left") + page.number(box + ".width") / 2;
        double y = page.number(box + ".top") + page.number(box + ".height") / 2;
        page.drag(x, y, x + 150, y);
        page.await("Math.abs(%s - %s) > 0.1".formatted(eye, before));
        assertThat(page.errors()).isEmpty();
    }

    @Test
    void itPrintsAndIsItselfAgainAfterwards() {
        Page page = browser.open(report("train"), 1200, 800, true);
        byte[] pdf = page.printed();
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf.length).isGreaterThan(50_000);
        assertReadable(page, true);
        assertThat(page.errors()).isEmpty();
    }

    @Test
    void tablesStandWithoutScripts() {
        Page page = browser.open(report("study"), 1200, 800, false);
        page.withoutScripts();
        page.reload();
        assertThat(page.number("document.querySelectorAll('table tbody tr').length"))
                .isGreaterThan(40);
        assertThat(page.number("document.querySelectorAll('.drawing svg').length"))
                .isZero();
        assertThat(page.evaluate("document.body.innerText").getAsString()).contains("Figures are drawn by a script");
    }

    @Test
    void textOfARecordingRunsNothing() throws IOException {
        Path run = folder.resolve("train");
        String json = Files.readString(run.resolve("run.json"));
        Files.writeString(
                run.resolve("run.json"),
                json.replace("\"run\"", "\"</script><script>stolen=1</script><img src=x onerror=stolen=1>\u2028\""));
        Path hostile = folder.resolve("hostile.html");
        run("report", run.toString(), "--out", hostile.toString());
        Files.writeString(run.resolve("run.json"), json);
        Page page = browser.open(hostile, 1200, 800, false);
        assertThat(page.evaluate("document.body.innerText").getAsString()).contains("<img src=x onerror=stolen=1>");
        assertThat(page.evaluate("typeof stolen").getAsString()).isEqualTo("undefined");
        assertThat(page.number("document.querySelectorAll('img:not([src^=data])').length"))
                .isZero();
        assertThat(page.errors()).isEmpty();
        assertThat(page.requests()).hasSize(1);
    }
}
