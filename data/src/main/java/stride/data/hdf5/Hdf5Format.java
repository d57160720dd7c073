package stride.data.hdf5;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import stride.data.DataException;
import stride.data.Format;
import stride.data.StoredArray;
import stride.data.binary.MappedFile;

/**
 * HDF5 files, and what is written in them: NWB, and MATLAB's version 7.3.
 *
 * <p>jHDF reads their structures, through {@link Hdf5Bytes}; elements are read from the mapped file, and unpacked here.
 */
public final class Hdf5Format implements Format {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final byte[] MATLAB = "MATLAB ".getBytes(StandardCharsets.US_ASCII);

    /** No superblock is longer. */
    private static final int LONGEST_SUPERBLOCK = 512;

    private static final Set<Integer> SIZES = Set.of(2, 4, 8);

    @Override
    public String name() {
        return "HDF5";
    }

    @Override
    public boolean recognises(MappedFile file) {
        return start(file.bytes()) >= 0;
    }

    /** The superblock lies at the start, or behind a user block of 512 bytes or a power of two times as many. */
    private static long start(MemorySegment bytes) {
        for (long at = 0; at <= bytes.byteSize() - SIGNATURE.length; at = at == 0 ? 512 : 2 * at) {
            if (bytes.asSlice(at, SIGNATURE.length).mismatch(MemorySegment.ofArray(SIGNATURE)) == -1) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public List<StoredArray> read(MappedFile file) {
        return Guard.reading(file.name(), "its structure", () -> readStructure(file));
    }

    private static List<StoredArray> readStructure(MappedFile file) {
        long start = start(file.bytes());
        Superblock superblock = superblock(file, start);
        Hdf5Bytes bytes = new Hdf5Bytes(file, start, superblock);
        long root = root(bytes, superblock);
        boolean matlab =
                start > 0 && file.bytes().asSlice(0, MATLAB.length).mismatch(MemorySegment.ofArray(MATLAB)) == -1;
        return matlab ? MatlabTree.of(bytes, root) : Nwb.described(bytes, Hdf5Tree.of(bytes, root));
    }

    private static Superblock superblock(MappedFile file, long start) {
        long length = Math.min(LONGEST_SUPERBLOCK, file.bytes().byteSize() - start);
        byte[] copy = file.bytes().asSlice(start, length).toArray(JAVA_BYTE);
        Superblock superblock = Superblock.readSuperblock(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
        if (!SIZES.contains(superblock.getSizeOfOffsets()) || !SIZES.contains(superblock.getSizeOfLengths())) {
            throw new DataException(
                    file.name(),
                    "byte %d: addresses of %d bytes and lengths of %d; expected 2, 4 or 8"
                            .formatted(start, superblock.getSizeOfOffsets(), superblock.getSizeOfLengths()));
        }
        if (superblock.getBaseAddressByte() != start) {
            throw new DataException(
                    file.name(),
                    "byte %d: the file says that it begins at byte %d; copy it again"
                            .formatted(start, superblock.getBaseAddressByte()));
        }
        return superblock;
    }

    private static long root(Hdf5Bytes bytes, Superblock superblock) {
        return switch (superblock) {
            case SuperblockV0V1 old ->
                // Counted from the start of what was parsed, which is where our addresses count from.
                new SymbolTableEntry(bytes, old.getRootGroupSymbolTableAddress()).getObjectHeaderAddress();
            case SuperblockV2V3 recent -> recent.getRootGroupObjectHeaderAddress();
            default -> throw new DataException(bytes.file(), "a superblock of an unknown version");
        };
    }
}
