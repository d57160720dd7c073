package stride.data.hdf5;

import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.ChunkIndex;
import io.jhdf.dataset.chunked.indexing.ExtensibleArrayIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.data.binary.ArrayLayout;
import stride.data.binary.BinaryArray;
import stride.data.binary.Dtype;
import stride.data.binary.NonNumericArray;
import stride.data.binary.Payload;
import stride.data.binary.UnreadableArray;

/** Makes arrays of the datasets of one file; their elements stay in it until they are asked for. */
final class Datasets {
    /** The kind of extent that has no elements, not even one. */
    private static final int NULL = 2;

    private final Hdf5Bytes bytes;

    Datasets(Hdf5Bytes bytes) {
        this.bytes = bytes;
    }

    /**
     * An array of a dataset.
     *
     * @param reversed whether its writer counts dimensions the other way round, as MATLAB does
     * @throws RuntimeException of any kind if it is malformed or of a form that is not known
     */
    StoredArray array(String name, ObjectHeader header, boolean reversed) {
        Hdf5Type type = type(header);
        DataSpace space = header.getMessageOfType(DataSpaceMessage.class).getDataSpace();
        if (space.getType() == NULL) {
            return new NonNumericArray(bytes.file(), new ArrayInfo(name, List.of(), "nothing", "C"));
        }
        long[] shape = space.getDimensionsAsLong();
        ArrayLayout layout;
        try {
            layout = new ArrayLayout(
                    Arrays.stream(shape).boxed().toList(), false, new Dtype('V', type.bytes(), type.order()));
        } catch (IllegalArgumentException e) {
            throw new DataException(bytes.file(), "%s: %s; write it again".formatted(name, e.getMessage()), e);
        }
        List<Long> told = reversed ? layout.shape().reversed() : layout.shape();
        ArrayInfo info = new ArrayInfo(name, told, type.label(), reversed && told.size() > 1 ? "F" : "C");
        if (type.element().isEmpty()) {
            return new NonNumericArray(bytes.file(), info);
        }
        Filters filters = filters(header);
        if (filters.unknown().isPresent()) {
            return new UnreadableArray(
                    bytes.file(),
                    info,
                    "packed with filter %s, which Stride does not have; repack the file with h5repack -f GZIP=4"
                            .formatted(filters.unknown().get()));
        }
        bytes.claims().claim(name, layout.bytes());
        Payload payload = payload(name, header, shape, type, layout.bytes(), filters);
        return new BinaryArray(bytes.file(), info, type.element().get(), type.order(), payload);
    }

    /** The elements of a small dataset, as they are stored. */
    MemorySegment bytes(String name, ObjectHeader header) {
        Hdf5Type type = type(header);
        long[] shape =
                header.getMessageOfType(DataSpaceMessage.class).getDataSpace().getDimensionsAsLong();
        long size = type.bytes();
        for (long length : shape) {
            size *= length;
        }
        return payload(name, header, shape, type, size, filters(header)).bytes(0, Math.toIntExact(size));
    }

    /** The type of a dataset's elements. */
    static Hdf5Type type(ObjectHeader header) {
        return Hdf5Type.of(header.getMessageOfType(DataTypeMessage.class).getDataType());
    }

    private static Filters filters(ObjectHeader header) {
        return new Filters(
                header.hasMessageOfType(FilterPipelineMessage.class)
                        ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
                        : List.of());
    }

    private Payload payload(String name, ObjectHeader header, long[] shape, Hdf5Type type, long size, Filters filters) {
        byte[] fill = ChunkedPayload.fill(fillValue(header), type.bytes());
        return switch (header.getMessageOfType(DataLayoutMessage.class)) {
            case CompactDataLayoutMessage compact -> compact(name, compact.getDataBuffer(), size);
            case ContiguousDataLayoutMessage contiguous ->
                contiguous.getAddress() == Constants.UNDEFINED_ADDRESS
                        ? unwritten(name, fill, size)
                        : Payload.of(bytes.slice(contiguous.getAddress(), size));
            case ChunkedDataLayoutMessage chunked -> {
                ChunkGrid grid = grid(name, shape, chunked.getChunkDimensions(), type);
                yield chunked.getBTreeAddress() == Constants.UNDEFINED_ADDRESS
                        ? unwritten(name, fill, size)
                        : new ChunkedPayload(
                                bytes,
                                name,
                                grid,
                                filters,
                                fill,
                                () -> BTreeV1.createDataBTree(bytes, chunked.getBTreeAddress(), shape.length)
                                        .getChunks());
            }
            case ChunkedDataLayoutMessageV4 chunked -> {
                int[] dimensions = chunked.getChunkDimensions();
                // The last one is the size of an element.
                int[] chunk = Arrays.copyOf(dimensions, Math.max(0, dimensions.length - 1));
                ChunkGrid grid = grid(name, shape, chunk, type);
                yield chunked.getAddress() == Constants.UNDEFINED_ADDRESS
                        ? unwritten(name, fill, size)
                        : new ChunkedPayload(bytes, name, grid, filters, fill, index(chunked, grid));
            }
            case DataLayoutMessage other ->
                throw new DataException(bytes.file(), "%s is stored as %s".formatted(name, other.getDataLayout()));
        };
    }

    private Payload compact(String name, ByteBuffer data, long size) {
        MemorySegment stored = MemorySegment.ofBuffer(data);
        if (stored.byteSize() < size) {
            throw new DataException(
                    bytes.file(),
                    "%s needs %d bytes, but %d are there; copy the file again"
                            .formatted(name, size, stored.byteSize()));
        }
        return Payload.of(stored);
    }

    private ChunkGrid grid(String name, long[] shape, int[] chunk, Hdf5Type type) {
        ChunkGrid grid = new ChunkGrid(shape, chunk, type.bytes()).checked(bytes.file(), name, bytes.size());
        bytes.claims().claim(name, grid.chunkBytes());
        return grid;
    }

    private Supplier<Collection<Chunk>> index(ChunkedDataLayoutMessageV4 layout, ChunkGrid grid) {
        DatasetInfo info = new DatasetInfo(grid.chunkBytes(), grid.shape(), grid.chunk());
        long address = layout.getAddress();
        return () -> {
            ChunkIndex index = switch (layout.getIndexingType()) {
                case 1 -> new SingleChunkIndex(layout, info);
                case 2 -> new ImplicitChunkIndex(address, info);
                case 3 -> new FixedArrayIndex(bytes, address, info);
                case 4 -> new ExtensibleArrayIndex(bytes, address, info);
                case 5 -> new BTreeIndex(bytes, address, info);
                default ->
                    throw new DataException(bytes.file(), "chunks with an index of type " + layout.getIndexingType());
            };
            return index.getAllChunks();
        };
    }

    private static byte[] fillValue(ObjectHeader header) {
        if (!header.hasMessageOfType(FillValueMessage.class)) {
            return new byte[0];
        }
        FillValueMessage message = header.getMessageOfType(FillValueMessage.class);
        if (!message.isFillValueDefined() || message.getFillValue() == null) {
            return new byte[0];
        }
        ByteBuffer value = message.getFillValue();
        byte[] said = new byte[Math.min(64, value.remaining())];
        value.get(said);
        return said;
    }

    /** What was declared and never written. */
    private Payload unwritten(String name, byte[] fill, long size) {
        if (size > ChunkGrid.most(bytes.size())) {
            throw new DataException(
                    bytes.file(), "%s was never written, and claims %d bytes; leave it out".formatted(name, size));
        }
        return (offset, length) -> {
            byte[] data = new byte[length];
            for (int i = 0; i + fill.length <= length; i += fill.length) {
                System.arraycopy(fill, 0, data, i, fill.length);
            }
            return MemorySegment.ofArray(data);
        };
    }
}
