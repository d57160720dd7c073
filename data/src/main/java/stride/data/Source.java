package stride.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An opened file and the arrays in it. Opening reads no values; what an array decodes to is read on demand.
 *
 * <p>Several threads may read from one source. After {@link #close} its arrays must not be used.
 */
public interface Source extends AutoCloseable {
    /** The file, as it was named. */
    Path path();

    /**
     * The files that an array is read from, the one with its values first.
     *
     * @param array the name of one that is there
     */
    default List<Path> files(String array) {
        return List.of(path());
    }

    /** The arrays that it holds, in the order of the file. */
    List<ArrayInfo> arrays();

    /**
     * The array with this name.
     *
     * @throws DataException if there is none; the message lists what is there
     */
    StoredArray array(String name);

    @Override
    void close();

    /** Whether there is an array with this name. */
    default boolean has(String name) {
        return arrays().stream().anyMatch(array -> array.name().equals(name));
    }

    /** The arrays in words, for a message: {@code sresp (120 x 800 float32), run (800 x 1 float64)}. */
    default String contents() {
        int shown = 40;
        String listed = arrays().stream().limit(shown).map(ArrayInfo::summary).collect(Collectors.joining(", "));
        int more = arrays().size() - shown;
        return listed.isEmpty() ? "no arrays" : more > 0 ? listed + " and " + more + " more" : listed;
    }

    /**
     * Opens a file of any format that is known, or a folder of suite2p.
     *
     * @throws DataException if it is missing, is in no known format or is malformed
     */
    static Source open(Path path) {
        return Format.open(path);
    }
}
