package stride.data.numpy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stride.data.DataException;
import stride.data.Format;
import stride.data.StoredArray;
import stride.data.binary.ArrayLayout;
import stride.data.binary.Deflated;
import stride.data.binary.InflatedPayload;
import stride.data.binary.MappedFile;
import stride.data.binary.UnreadableArray;
import stride.data.pickle.PickledArrays;

/**
 * Files of {@code numpy.savez} and {@code numpy.savez_compressed}: zip archives of .npy files. Entries that are only
 * stored are read where they lie, without comparing their checksum; compressed ones are decompressed when needed.
 */
public final class NpzFormat implements Format {
    /** Holds the header of any array with a plain type. */
    private static final int HEAD = 1 << 16;

    @Override
    public String name() {
        return ".npz";
    }

    @Override
    public boolean recognises(MappedFile file) {
        return file.startsWith((byte) 'P', (byte) 'K', (byte) 3, (byte) 4)
                || file.startsWith((byte) 'P', (byte) 'K', (byte) 5, (byte) 6);
    }

    @Override
    public List<StoredArray> read(MappedFile file) {
        List<StoredArray> arrays = new ArrayList<>();
        for (ZipEntries.Entry entry : ZipEntries.of(file)) {
            if (entry.name().endsWith(".npy")) {
                arrays.addAll(read(entry, file));
            }
        }
        return arrays;
    }

    /** An entry that can't be read is listed so, that the rest of the archive can be used. */
    private static List<StoredArray> read(ZipEntries.Entry entry, MappedFile file) {
        String name = NpyFormat.withoutSuffix(entry.name());
        String where = file.name() + ": " + entry.name();
        Optional<Deflated> inflated = entry.deflated()
                ? Optional.of(Deflated.raw(file, "entry " + entry.name(), entry.packed(), entry.size(), entry.crc()))
                : Optional.empty();
        try {
            return inflated.isPresent()
                    ? compressed(inflated.get(), name, where, file)
                    : NpyFormat.read(entry.packed(), where, name, file.claims());
        } catch (DataException e) {
            return List.of(UnreadableArray.of(file.name(), name, e));
        }
    }

    private static List<StoredArray> compressed(Deflated inflated, String name, String where, MappedFile file) {
        NpyHeader header = NpyHeader.parse(inflated.head(HEAD), where);
        ArrayLayout layout = header.layout();
        if (layout.dtype().kind() == 'O') {
            MemorySegment whole = inflated.whole();
            return PickledArrays.read(whole, header.dataOffset(), where, name, file.claims());
        }
        if (layout.bytes() > inflated.size() - header.dataOffset()) {
            throw new DataException(
                    where,
                    "%s needs %d bytes, but %d are there; copy the file again"
                            .formatted(
                                    layout.info(name).summary(),
                                    layout.bytes(),
                                    inflated.size() - header.dataOffset()));
        }
        InflatedPayload payload = new InflatedPayload(inflated, header.dataOffset(), layout.bytes());
        return List.of(layout.array(where, name, payload));
    }
}
