package stride.data.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.object.message.DataSpaceMessage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.data.binary.NameAllowance;
import stride.data.binary.NonNumericArray;
import stride.data.binary.UnreadableArray;

/**
 * The variables of a MATLAB file of version 7.3, named as those of earlier versions: fields of structs behind a dot,
 * elements of cells in braces and counted from 1. MATLAB's first dimension is HDF5's last.
 */
final class MatlabTree {
    private static final String CLASS = "MATLAB_class";
    private static final int DEEPEST = 32;

    /** Elements of a cell that are listed one by one, as in files of earlier versions. */
    private static final int LISTED = 100;

    private final Hdf5Bytes bytes;
    private final Datasets datasets;
    private final Set<Long> open = new HashSet<>();
    private final List<StoredArray> found = new ArrayList<>();
    private final NameAllowance names;

    private MatlabTree(Hdf5Bytes bytes) {
        this.bytes = bytes;
        this.datasets = new Datasets(bytes);
        this.names = new NameAllowance(bytes.file());
    }

    /** The variables below the root group. */
    static List<StoredArray> of(Hdf5Bytes bytes, long root) {
        MatlabTree tree = new MatlabTree(bytes);
        tree.fields("", ObjectHeader.readObjectHeader(bytes, root), 0);
        return tree.found;
    }

    private void fields(String prefix, ObjectHeader group, int depth) {
        for (Links link : Links.of(bytes, group)) {
            // What cells and objects refer to is kept in groups whose names MATLAB can't have for a variable.
            if (link instanceof Links.Hard(String name, long address) && !name.startsWith("#")) {
                open(prefix + name, address, depth);
            }
        }
    }

    private void open(String name, long address, int depth) {
        names.take(name);
        if (depth > DEEPEST) {
            throw new DataException(
                    bytes.file(), "%s lies more than %d structs and cells deep".formatted(name, DEEPEST));
        }
        if (!open.add(address)) {
            throw new DataException(bytes.file(), "%s contains itself; write the file again".formatted(name));
        }
        try {
            Guard.reading(bytes.file(), name, () -> {
                child(name, address, depth);
                return null;
            });
        } catch (DataException e) {
            if (bytes.isExhausted() || names.isExhausted()) {
                throw e;
            }
            found.add(UnreadableArray.of(bytes.file(), name, e));
        } finally {
            open.remove(address);
        }
    }

    private void child(String name, long address, int depth) {
        ObjectHeader header = ObjectHeader.readObjectHeader(bytes, address);
        if (!header.hasMessageOfType(DataSpaceMessage.class)) {
            fields(name + ".", header, depth + 1);
            return;
        }
        Attributes attributes = Attributes.of(bytes, header);
        String type = attributes.text(CLASS).orElse("");
        StoredArray array = datasets.array(name, header, true);
        if (attributes.number("MATLAB_empty").orElse(0) != 0) {
            found.add(new NonNumericArray(bytes.file(), new ArrayInfo(name, List.of(0L, 0L), "empty " + type, "F")));
        } else if (type.equals("cell")) {
            cell(array.info(), header, depth);
        } else if (type.equals("char")) {
            found.add(new NonNumericArray(
                    bytes.file(), new ArrayInfo(name, array.info().shape(), type, "F")));
        } else {
            found.add(array);
        }
    }

    private void cell(ArrayInfo info, ObjectHeader header, int depth) {
        long elements = 1;
        for (long size : info.shape()) {
            elements *= size;
        }
        if (elements > LISTED) {
            found.add(new NonNumericArray(bytes.file(), new ArrayInfo(info.name(), info.shape(), "cell", "F")));
            return;
        }
        MemorySegment references = datasets.bytes(info.name(), header);
        for (int i = 0; i < elements; i++) {
            long address = references.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8L * i);
            open("%s{%d}".formatted(info.name(), i + 1), address, depth + 1);
        }
    }
}
