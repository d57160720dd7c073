package stride.data.numpy;

import java.util.Optional;
import stride.data.binary.MappedFile;
import stride.data.pickle.PickledRecords;
import stride.engine.Matrix;

/** Numbers out of a .npy file of pickled dicts. */
public final class NpyRecords {
    private NpyRecords() {}

    /** What each dict of the file's array has under a key; see {@link PickledRecords#read}. */
    public static Optional<Matrix> read(MappedFile file, String key, int width) {
        NpyHeader header = NpyHeader.parse(file.bytes(), file.name());
        return header.layout().dtype().kind() == 'O'
                ? PickledRecords.read(file.bytes(), header.dataOffset(), file.name(), key, width)
                : Optional.empty();
    }
}
