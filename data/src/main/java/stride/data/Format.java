package stride.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import stride.data.binary.MappedFile;
import stride.data.csv.CsvFormat;
import stride.data.hdf5.Hdf5Format;
import stride.data.matlab.Mat4Format;
import stride.data.matlab.MatFormat;
import stride.data.numpy.NpyFormat;
import stride.data.numpy.NpzFormat;
import stride.data.pickle.PickleFormat;
import stride.data.suite2p.Suite2pFolder;

/** A file format that is recognised by its first bytes, or where it has no mark, by its name. */
public interface Format {
    /** Those that are known, in the order in which they are tried. */
    List<Format> KNOWN = List.of(
            new NpyFormat(),
            new NpzFormat(),
            new Hdf5Format(),
            new Mat4Format(),
            new MatFormat(),
            new PickleFormat(),
            new CsvFormat());

    /** The format's name, for messages. */
    String name();

    /** Whether the file looks like this format. */
    boolean recognises(MappedFile file);

    /**
     * Reads what the file holds; the arrays keep their bytes in it.
     *
     * @throws DataException if the file is malformed
     */
    List<StoredArray> read(MappedFile file);

    /** Opens a file in whichever of the known formats it is; see {@link Source#open}. */
    static Source open(Path path) {
        try {
            return openWhole(path);
        } catch (InternalError e) {
            // What the JVM throws where a mapped file has been cut.
            throw new DataException(path.toString(), "was cut while it was read; copy it again", e);
        }
    }

    private static Source openWhole(Path path) {
        if (Files.isDirectory(path)) {
            return Suite2pFolder.open(path);
        }
        MappedFile file = MappedFile.open(path);
        try {
            for (Format format : KNOWN) {
                if (format.recognises(file)) {
                    return new MappedSource(file, format.read(file));
                }
            }
            if (file.startsWith((byte) 'P', (byte) 'A', (byte) 'R', (byte) '1')) {
                throw new DataException(
                        file.name(),
                        "byte 0: is a Parquet file, which is not read; write it as .csv, with pandas.read_parquet and to_csv");
            }
            String known = String.join(", ", KNOWN.stream().map(Format::name).toList());
            throw new DataException(file.name(), "is in no format that is known; expected one of " + known);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }
}
