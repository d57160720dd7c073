package stride.data.pickle;

import java.util.List;
import stride.data.Format;
import stride.data.StoredArray;
import stride.data.binary.MappedFile;

/** Files of {@code pickle.dump}, protocol 2 to 5. */
public final class PickleFormat implements Format {
    @Override
    public String name() {
        return "pickle";
    }

    @Override
    public boolean recognises(MappedFile file) {
        return file.startsWith((byte) Opcode.PROTO);
    }

    @Override
    public List<StoredArray> read(MappedFile file) {
        String name = String.valueOf(file.path().getFileName());
        return PickledArrays.read(file.bytes(), 0, file.name(), name, file.claims());
    }
}
