package stride.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of {@code docs/images} from a study's page: {@code -Dstride.images=RUN/report.html} names it. */
class ScreenshotsTest {
    private static final Path IMAGES = Path.of("..", "docs", "images");
    private static final Map<String, String> FIGURES = Map.of(
            "width", "Width of the hidden layer",
            "time", "Predicted and actual over time",
            "neurons", "Neurons by their weight");

    @TempDir
    private Path folder;

    @Test
    void theFiguresOfTheDocumentationAreTakenFromAStudy() throws IOException, InterruptedException {
        String page = System.getProperty("stride.images");
        assumeTrue(page != null, "only where pictures are asked for");
        Files.createDirectories(IMAGES);
        try (Browser browser = Browser.start(Browser.installed().orElseThrow(), folder)) {
            Page study = browser.open(Path.of(page).toAbsolutePath(), 900, 900, false);
            for (Map.Entry<String, String> figure : FIGURES.entrySet()) {
                study.evaluate("""
                        [...document.querySelectorAll('figure')].find(f => f.textContent.includes('%s'))\
                        .querySelector('.drawing').classList.add('picture-%s')""".formatted(figure.getValue(), figure.getKey()));
                Path file = IMAGES.resolve(figure.getKey() + ".png");
                study.screenshot(file, ".picture-" + figure.getKey());
                assertThat(file).isNotEmptyFile();
            }
        }
    }
}
