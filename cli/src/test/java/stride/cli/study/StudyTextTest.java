package stride.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stride.cli.terminal.Terminal;
import stride.model.decoder.DecoderOptions;
import stride.model.decoder.Protocol;

class StudyTextTest {
    @Test
    void aRowThatIsMissingSaysWhy() {
        StudyRow row = new StudyRow(Protocol.SOUND, Model.LEAST_SQUARES, 500, Optional.empty());
        JsonObject run = new JsonObject();
        run.addProperty("error", "least squares on 20500 inputs, and 6000 are the most");
        StudyResult failed = new StudyResult(TrialPlan.of(row, DecoderOptions.of(Protocol.SOUND, 1)), run);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new StudyText(List.of(failed), 600, "run").print(new Terminal(stream, stream, false, false));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("sound-pca500-least-squares failed: least squares on 20500 inputs, and 6000 are the most");
    }
}
