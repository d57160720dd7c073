package stride.data.numpy;

import java.lang.foreign.MemorySegment;
import java.util.List;
import stride.data.DataException;
import stride.data.Format;
import stride.data.StoredArray;
import stride.data.binary.ArrayLayout;
import stride.data.binary.Claims;
import stride.data.binary.MappedFile;
import stride.data.binary.Payload;
import stride.data.pickle.PickledArrays;

/** Files of {@code numpy.save}: one array, named after the file, or a pickled object with arrays in it. */
public final class NpyFormat implements Format {
    @Override
    public String name() {
        return ".npy";
    }

    @Override
    public boolean recognises(MappedFile file) {
        return file.startsWith(NpyHeader.magic());
    }

    @Override
    public List<StoredArray> read(MappedFile file) {
        String fileName = String.valueOf(file.path().getFileName());
        return read(file.bytes(), file.name(), withoutSuffix(fileName), file.claims());
    }

    /** Reads a .npy file that lies in memory, or within another file. */
    static List<StoredArray> read(MemorySegment bytes, String file, String name, Claims claims) {
        NpyHeader header = NpyHeader.parse(bytes, file);
        ArrayLayout layout = header.layout();
        if (layout.dtype().kind() == 'O') {
            return PickledArrays.read(bytes, header.dataOffset(), file, name, claims);
        }
        long present = bytes.byteSize() - header.dataOffset();
        if (layout.bytes() > present) {
            throw new DataException(
                    file,
                    "byte %d: %s needs %d bytes, but %d are left; copy the file again"
                            .formatted(header.dataOffset(), layout.info(name).summary(), layout.bytes(), present));
        }
        Payload payload = Payload.of(bytes.asSlice(header.dataOffset(), layout.bytes()));
        return List.of(layout.array(file, name, payload));
    }

    static String withoutSuffix(String fileName) {
        return fileName.endsWith(".npy") ? fileName.substring(0, fileName.length() - 4) : fileName;
    }
}
