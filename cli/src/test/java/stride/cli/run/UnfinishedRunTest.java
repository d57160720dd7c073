package stride.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stride.cli.OutputException;

class UnfinishedRunTest {
    @TempDir
    private Path folder;

    private UnfinishedRun begin() {
        return UnfinishedRun.at(folder.resolve("run"), new JsonObject(), false, "");
    }

    @Test
    void whatAnotherHasBegunIsNotRemoved() throws IOException {
        try (UnfinishedRun one = begin()) {
            UnfinishedRun other = begin();
            one.keep();
            Path trial = Files.writeString(one.folder().resolve("trial"), "done");
            other.close();
            assertThat(trial).exists();
            assertThatThrownBy(this::begin)
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("another process is at this run");
            assertThat(trial).exists();
        }
        assertThat(folder.resolve("run.part/trial")).exists();
    }

    @Test
    void whatIsNotWorthKeepingIsRemoved() {
        UnfinishedRun run = begin();
        run.open();
        assertThat(run.folder()).exists();
        run.close();
        assertThat(run.folder()).doesNotExist();
    }

    @Test
    void aCheckpointThatIsBeingWrittenOutlivesItsTrial() throws IOException {
        try (UnfinishedRun run = begin()) {
            run.keep();
            Path state = run.folder().resolve(".resume");
            Path old = Files.createFile(state.resolve("trial@2-0.checkpoint"));
            Path beside = Files.createFile(state.resolve("trial@2-0.checkpoint.new"));
            run.forget("trial");
            assertThat(old).doesNotExist();
            assertThat(beside).exists();
        }
    }
}
