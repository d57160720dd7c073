package stride.cli.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import stride.data.numpy.NpyWriter;
import stride.engine.RowBlocks;
import stride.model.pca.Pca;
import stride.model.pca.Projection;

/** The files of {@code stride pca}: arrays that numpy reads, and {@code run.json}. */
public final class PcaFiles {
    private PcaFiles() {}

    /**
     * Writes {@code components.npy} (k, neurons), {@code mean.npy} (neurons), {@code explained_variance.npy} and
     * {@code explained_variance_ratio.npy} (k), {@code scores.npy} (bins, k), and {@code run.json}.
     *
     * @param run what {@code run.json} holds
     */
    public static void write(Path directory, JsonObject run, Projection projection) throws IOException {
        Pca pca = projection.pca();
        write(directory.resolve("components.npy"), pca.components());
        write(directory.resolve("scores.npy"), projection.scores());
        try (OutputStream out = Files.newOutputStream(directory.resolve("mean.npy"))) {
            NpyWriter.write(out, pca.mean());
        }
        write(directory.resolve("explained_variance.npy"), pca.explainedVariance());
        write(directory.resolve("explained_variance_ratio.npy"), pca.explainedVarianceRatio());
        Files.writeString(directory.resolve("run.json"), Json.text(run) + "\n");
    }

    private static void write(Path file, RowBlocks matrix) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, matrix);
        }
    }

    private static void write(Path file, double[] vector) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, vector);
        }
    }
}
