package stride.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownLayoutTest {
    @Test
    void anHdf5FileNamesArraysByTheirPaths() {
        assertThat(KnownLayout.of(source("/beh/runSpeed", "/Fsp", "/med")))
                .hasValue(new KnownLayout("/Fsp", Optional.of("/beh/runSpeed"), "/med"));
    }

    @Test
    void theFirstOfSeveralIsTaken() {
        assertThat(KnownLayout.of(source("F", "spks", "run", "sresp")))
                .hasValue(new KnownLayout("sresp", Optional.of("run"), "xyz"));
        assertThat(KnownLayout.of(source("run", "sresp2"))).isEmpty();
    }

    private static Source source(String... names) {
        return new Source() {
            @Override
            public Path path() {
                return Path.of("some.h5");
            }

            @Override
            public List<ArrayInfo> arrays() {
                return Arrays.stream(names)
                        .map(name -> new ArrayInfo(name, List.of(), "float64", "C"))
                        .toList();
            }

            @Override
            public StoredArray array(String name) {
                throw new AssertionError(name);
            }

            @Override
            public void close() {}
        };
    }
}
