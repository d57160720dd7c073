package stride.data.suite2p;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.Source;
import stride.data.StoredArray;
import stride.data.binary.BinaryArray;
import stride.data.binary.DescribedArray;
import stride.data.binary.ElementType;
import stride.data.binary.MappedFile;
import stride.data.binary.Payload;
import stride.data.numpy.NpyFormat;
import stride.data.numpy.NpyRecords;
import stride.engine.Matrix;

/**
 * A folder that suite2p wrote: {@code spks}, {@code F} and {@code Fneu} with the regions that are cells, each with
 * {@code /all} behind its name with all of them, {@code iscell}, and {@code xyz} with the cells' positions in pixels.
 */
public final class Suite2pFolder implements Source {
    private static final List<String> ACTIVITY = List.of("spks", "F", "Fneu");
    private static final String CELLS = "iscell.npy";
    private static final String REGIONS = "stat.npy";

    private final Path folder;
    private final List<MappedFile> files = new ArrayList<>();
    private final Map<String, StoredArray> arrays = new LinkedHashMap<>();
    private final Map<String, List<Path>> origins = new HashMap<>();

    private Suite2pFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder with {@code spks.npy} or {@code F.npy}, or one with such a folder named {@code plane0} in it.
     *
     * @throws DataException if neither is there, or the files do not belong together
     */
    public static Source open(Path path) {
        Path folder = plane(path);
        Suite2pFolder source = new Suite2pFolder(folder);
        try {
            source.read();
            return source;
        } catch (RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    private static Path plane(Path path) {
        if (holdsActivity(path)) {
            return path;
        }
        Path plane = path.resolve("plane0");
        if (holdsActivity(plane) && !Files.exists(path.resolve("plane1"))) {
            return plane;
        }
        throw new DataException(
                path.toString(),
                holdsActivity(plane)
                        ? "holds several planes; name one of them, as %s".formatted(plane)
                        : "is a folder without spks.npy or F.npy; name a recording's file or a folder of suite2p");
    }

    private static boolean holdsActivity(Path folder) {
        return Files.exists(folder.resolve("spks.npy")) || Files.exists(folder.resolve("F.npy"));
    }

    private void read() {
        Optional<StoredArray> iscell = stored(CELLS);
        Optional<int[]> cells = iscell.map(this::cells);
        for (String name : ACTIVITY) {
            String file = name + ".npy";
            stored(file).ifPresent(all -> {
                requireMatrix(all, iscell);
                if (cells.isPresent() && all instanceof BinaryArray every) {
                    add(every.rows(cells.get()), file, CELLS);
                    add(DescribedArray.renamed(all, name + "/all"), file);
                } else {
                    add(all, file);
                }
            });
        }
        iscell.ifPresent(table -> add(table, CELLS));
        String[] regions = cells.isPresent() ? new String[] {REGIONS, CELLS} : new String[] {REGIONS};
        positions(cells).ifPresent(xyz -> add(xyz, regions));
    }

    private void add(StoredArray array, String... readFrom) {
        arrays.put(array.info().name(), array);
        origins.put(
                array.info().name(), Stream.of(readFrom).map(folder::resolve).toList());
    }

    private Optional<StoredArray> stored(String name) {
        return file(name).map(file -> {
            List<StoredArray> held = new NpyFormat().read(file);
            if (held.size() != 1) {
                throw new DataException(file.name(), "is no array of numbers; run suite2p again");
            }
            return held.getFirst();
        });
    }

    private Optional<MappedFile> file(String name) {
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        MappedFile file = MappedFile.open(path);
        files.add(file);
        if (!file.startsWith((byte) 0x93, (byte) 'N', (byte) 'U', (byte) 'M')) {
            throw new DataException(file.name(), "byte 0: does not begin as a .npy file; copy it again");
        }
        return Optional.of(file);
    }

    /** The first column is 1 for a cell, the second the probability that it is one. */
    private int[] cells(StoredArray iscell) {
        if (iscell.info().shape().size() != 2 || iscell.info().shape().get(1) < 1) {
            throw new DataException(
                    folder.resolve(CELLS).toString(),
                    "%s is no table of two columns; run suite2p again"
                            .formatted(iscell.info().summary()));
        }
        double[] values = iscell.values();
        int columns = Math.toIntExact(iscell.info().shape().get(1));
        return IntStream.range(0, values.length / columns)
                .filter(i -> values[i * columns] == 1)
                .toArray();
    }

    private void requireMatrix(StoredArray all, Optional<StoredArray> iscell) {
        List<Long> shape = all.info().shape();
        String file = folder.resolve(all.info().name() + ".npy").toString();
        if (shape.size() != 2) {
            throw new DataException(
                    file,
                    "%s is no matrix; run suite2p again".formatted(all.info().summary()));
        }
        if (iscell.isPresent() && !iscell.get().info().shape().getFirst().equals(shape.getFirst())) {
            throw new DataException(
                    file,
                    "%s has another number of regions than %s; copy the folder again"
                            .formatted(all.info().summary(), iscell.get().info().summary()));
        }
    }

    /** Each region's {@code med} is the row and column of its middle; depth is not told. */
    private Optional<StoredArray> positions(Optional<int[]> cells) {
        Optional<MappedFile> stat = file(REGIONS);
        Optional<Matrix> middles = stat.flatMap(file -> NpyRecords.read(file, "med", 2));
        if (middles.isEmpty()) {
            return Optional.empty();
        }
        Matrix med = middles.get();
        int[] rows = cells.orElseGet(() -> IntStream.range(0, med.rows()).toArray());
        if (rows.length > 0 && rows[rows.length - 1] >= med.rows()) {
            return Optional.empty();
        }
        float[] xyz = new float[3 * rows.length];
        for (int i = 0; i < rows.length; i++) {
            xyz[i] = med.at(rows[i], 1);
            xyz[rows.length + i] = med.at(rows[i], 0);
        }
        ArrayInfo info = new ArrayInfo("xyz", List.of(3L, (long) rows.length), "float32", "C");
        Payload payload = Payload.of(MemorySegment.ofArray(xyz));
        String file = stat.get().name();
        return Optional.of(new BinaryArray(file, info, ElementType.FLOAT32, ByteOrder.nativeOrder(), payload));
    }

    @Override
    public Path path() {
        return folder;
    }

    @Override
    public List<Path> files(String array) {
        return origins.get(array);
    }

    @Override
    public List<ArrayInfo> arrays() {
        return arrays.values().stream().map(StoredArray::info).toList();
    }

    @Override
    public StoredArray array(String name) {
        StoredArray array = arrays.get(name);
        if (array == null) {
            throw new DataException(folder.toString(), "has no array '%s'; it holds %s".formatted(name, contents()));
        }
        return array;
    }

    @Override
    public void close() {
        files.forEach(MappedFile::close);
    }
}
