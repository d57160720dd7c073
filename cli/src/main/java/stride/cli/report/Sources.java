package stride.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import stride.cli.run.Json;
import stride.cli.run.StoredRun;

/** The end of every page: methods, what to cite, where the results come from, and how to have them again. */
final class Sources {
    private Sources() {}

    /** Adds all of it. */
    static void add(Report report, StoredRun run) {
        cite(report);
        report.heading("Where this comes from");
        String command = run.text("command");
        if (!command.isEmpty()) {
            report.paragraph("The command that gives this again:").code(command);
        }
        run.find("provenance").map(JsonElement::getAsJsonObject).ifPresent(provenance -> {
            report.paragraph(summary(provenance));
            report.details("Provenance in full", Json.text(provenance));
        });
        run.find("options")
                .or(() -> run.find("grid"))
                .ifPresent(options -> report.details("Options in full", Json.text(options)));
    }

    private static void cite(Report report) {
        report.heading("To cite");
        report.citation(
                "Stringer, Pachitariu, Steinmetz, Reddy, Carandini and Harris 2019. Spontaneous behaviors drive"
                        + " multidimensional, brainwide activity. Science 364, eaav7893.",
                "10.1126/science.aav7893");
        report.citation(
                "Stringer, Pachitariu, Reddy, Carandini and Harris 2018. Recordings of ten thousand neurons in visual"
                        + " cortex during spontaneous behaviors. Figshare, data set 6163622.",
                "10.25378/janelia.6163622");
        report.citation(
                "Musco and Musco 2015. Randomized block Krylov methods for stronger and faster approximate singular value"
                        + " decomposition. Advances in Neural Information Processing Systems 28.",
                "10.48550/arXiv.1504.05477");
        report.citation(
                "Kingma and Ba 2015. Adam: a method for stochastic optimization. International Conference on Learning"
                        + " Representations.",
                "10.48550/arXiv.1412.6980");
        report.paragraph(
                "The study that is repeated: slides and notebook \"Deep Learning - Stringer\", Neuromatch Academy,"
                        + " Deep Learning, July 2023.");
    }

    private static String summary(JsonObject provenance) {
        return "%s: %,d neurons, %,d bins, SHA-256 %s.%nStride %s, %s kernels, JDK %s, %s, %s."
                .formatted(
                        text(provenance, "recording"),
                        provenance.get("neurons").getAsInt(),
                        provenance.get("bins").getAsInt(),
                        text(provenance, "sha256"),
                        text(provenance, "version"),
                        text(provenance, "kernels"),
                        text(provenance, "jdk"),
                        text(provenance, "os"),
                        text(provenance, "cpu"));
    }

    private static String text(JsonObject json, String name) {
        return StoredRun.find(json, name).map(JsonElement::getAsString).orElse("unknown");
    }
}
