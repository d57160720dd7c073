package stride.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stride.data.binary.MappedFile;

/** A mapped file whose arrays were listed when it was opened. */
final class MappedSource implements Source {
    private final MappedFile file;
    private final Map<String, StoredArray> arrays = new LinkedHashMap<>();

    MappedSource(MappedFile file, List<StoredArray> arrays) {
        this.file = file;
        arrays.forEach(array -> this.arrays.put(array.info().name(), array));
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public List<ArrayInfo> arrays() {
        return arrays.values().stream().map(StoredArray::info).toList();
    }

    @Override
    public boolean has(String name) {
        return arrays.containsKey(name);
    }

    @Override
    public StoredArray array(String name) {
        StoredArray array = arrays.get(name);
        if (array == null) {
            throw new DataException(file.name(), "has no array '%s'; it holds %s".formatted(name, contents()));
        }
        return array;
    }

    @Override
    public void close() {
        file.close();
    }
}
