package stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guards the direction of dependencies: who may see whom, and what. */
class ArchitectureTest {
    private static final Path HOUSE = Path.of("").toAbsolutePath().getParent();
    private static final List<String> MODULES = List.of("engine", "data", "model", "cli", "bench");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "engine | stride.engine",
                "data   | stride.engine stride.data",
                "model  | stride.engine stride.model",
                "cli    | stride.engine stride.data stride.model stride.cli",
            })
    void aModuleImportsOnlyFromThoseBelowIt(String module, String packages) {
        Set<String> allowed = Set.of(packages.split(" "));
        List<String> imported = sources(module)
                .flatMap(ArchitectureTest::lines)
                .filter(line -> line.matches("import (static )?stride\\..*"))
                .map(line -> line.replaceAll("import (static )?(stride\\.[a-z]+).*", "$2"))
                .distinct()
                .toList();
        assertThat(imported).isSubsetOf(allowed);
    }

    @Test
    void onlyTheEngineSeesTheVectorApi() {
        assertThat(filesWith("jdk\\.incubator\\.vector\\.")).isNotEmpty().allMatch(within("engine"));
    }

    @Test
    void onlyPrincipalComponentsSeeEjml() {
        assertThat(filesWith("org\\.ejml"))
                .isNotEmpty()
                .allMatch(within("model/src/main/java/stride/model/pca").or(within("bench")));
    }

    @Test
    void onlyModelAndCommandLineSeeTheJsonLibrary() {
        assertThat(filesWith("com\\.google\\.gson"))
                .isNotEmpty()
                .allMatch(within("model/src/main/java/stride/model/file").or(within("cli")));
    }

    @Test
    void eachLibraryOfAFormatIsSeenInOnePlace() {
        assertThat(filesWith("io\\.jhdf")).isNotEmpty().allMatch(within("data/src/main/java/stride/data/hdf5"));
        assertThat(filesWith("de\\.siegmar")).isNotEmpty().allMatch(within("data/src/main/java/stride/data/csv"));
    }

    /** jHDF's own way to a file follows links into others, finds filters by name, and allocates what is claimed. */
    @Test
    void ofJhdfOnlyTheStructuresAreUsed() {
        assertThat(
                        filesWith(
                                "io\\.jhdf\\.(HdfFile|GroupImpl|links|filter|api|dataset\\.Dataset)|getDataBuffer\\(\\)\\.array"))
                .isEmpty();
    }

    @Test
    void filesNeverChooseWhatIsLoaded() {
        assertThat(filesWith("ObjectInputStream|Class\\.forName|ServiceLoader|URLClassLoader"))
                .allMatch(within("cli").or(within("bench")).or(within("engine")));
    }

    @Test
    void onlyCommandLineAndBenchmarksPrint() {
        assertThat(filesWith("System\\.(out|err)\\b|printStackTrace"))
                .isNotEmpty()
                .allMatch(within("cli").or(within("bench")));
    }

    @Test
    void theEngineDependsOnTheJdkAlone() throws IOException {
        assertThat(Files.readString(HOUSE.resolve("engine/pom.xml"))).doesNotContain("<dependencies>");
    }

    private static Predicate<Path> within(String folder) {
        return file -> file.startsWith(HOUSE.resolve(folder));
    }

    private static List<Path> filesWith(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        return MODULES.stream()
                .flatMap(ArchitectureTest::sources)
                .filter(file ->
                        lines(file).anyMatch(line -> wanted.matcher(line).find()))
                .toList();
    }

    private static Stream<Path> sources(String module) {
        Path sources = HOUSE.resolve(module).resolve("src/main/java");
        try (Stream<Path> files = Files.exists(sources) ? Files.walk(sources) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noKernelLeavesTheOrderOfASumToTheCompiler() {
        assertThat(filesWith("reduceLanes\\(VectorOperators\\.(ADD|MUL)"))
                .allMatch(file -> file.endsWith("Saturation.java"), "measures speed alone");
    }
}
