package stride.data.csv;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.data.binary.BinaryArray;
import stride.data.binary.DescribedArray;
import stride.data.binary.ElementType;
import stride.data.binary.MappedFile;
import stride.data.binary.NonNumericArray;
import stride.data.binary.Payload;

/**
 * A table as text. When it is opened it is read through once, to count its rows and to find the columns that hold numbers
 * alone; the numbers are kept, as float64 by columns outside the heap, when the first of them is asked for.
 */
final class CsvTable {
    /** A number has at most some twenty characters, and names are short: a quote that is never closed ends here. */
    private static final int LONGEST_FIELD = 4096;

    private static final int MOST_COLUMNS = 100_000;

    private final MappedFile file;
    private final char separator;
    private final List<String> names = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private final BitSet text = new BitSet();
    private long rows;
    private MemorySegment numbers;

    CsvTable(MappedFile file) {
        this.file = file;
        this.separator = Separators.of(file);
        records(this::scan);
        if (names.isEmpty() || rows == 0) {
            throw new DataException(file.name(), "has no rows below its header; expected a table of numbers");
        }
    }

    /**
     * The table's columns, and the whole.
     *
     * @param whole the name of all columns of numbers together
     */
    List<StoredArray> arrays(String whole) {
        List<StoredArray> arrays = new ArrayList<>();
        List<String> numeric = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            String name = names.get(c);
            if (text.get(c)) {
                arrays.add(new NonNumericArray(file.name(), new ArrayInfo(name, List.of(rows), "text", "C")));
            } else {
                long start = numeric.size() * rows * Double.BYTES;
                arrays.add(array(new ArrayInfo(name, List.of(rows), "float64", "C"), start));
                numeric.add(name);
            }
        }
        if (numeric.size() > 1) {
            ArrayInfo info = new ArrayInfo(whole, List.of(rows, (long) numeric.size()), "float64", "F");
            arrays.add(DescribedArray.table(array(info, 0), numeric));
        }
        return arrays;
    }

    private StoredArray array(ArrayInfo info, long start) {
        Payload payload = (offset, length) -> numbers().asSlice(start + offset, length);
        return new BinaryArray(file.name(), info, ElementType.FLOAT64, ByteOrder.nativeOrder(), payload);
    }

    private void scan(CsvRecord row) {
        if (names.isEmpty()) {
            row.getFields().forEach(this::addName);
            if (names.stream().allMatch(Numbers::isNumber)) {
                throw new DataException(
                        file.name(), "line 1: only numbers where names belong; put a header of names above them");
            }
            return;
        }
        for (int c = 0; c < names.size(); c++) {
            if (!text.get(c) && !Numbers.isNumber(row.getField(c))) {
                text.set(c);
            }
        }
        rows++;
    }

    /** A name that stands there already gets a number behind it, as pandas does: {@code x.1}. */
    private void addName(String written) {
        String name = written;
        while (!taken.add(name)) {
            name = "%s.%d".formatted(written, repeats.merge(written, 1, Integer::sum));
        }
        names.add(name);
    }

    private synchronized MemorySegment numbers() {
        if (numbers == null) {
            int columns = names.size() - text.cardinality();
            long bytes = Math.multiplyExact(rows, columns) * Double.BYTES;
            if (bytes > Runtime.getRuntime().maxMemory()) {
                throw new DataException(
                        file.name(),
                        "takes %d MB as numbers; save it as .npy or start java with a larger -Xmx"
                                .formatted(bytes >> 20));
            }
            MemorySegment read = file.arena().allocate(bytes, Double.BYTES);
            long[] line = {-1};
            records(row -> {
                if (line[0] >= 0) {
                    store(row, read, line[0]);
                }
                line[0]++;
            });
            numbers = read;
        }
        return numbers;
    }

    private void store(CsvRecord row, MemorySegment target, long line) {
        int column = 0;
        for (int c = 0; c < names.size(); c++) {
            if (!text.get(c)) {
                target.setAtIndex(JAVA_DOUBLE, column * rows + line, Numbers.parse(row.getField(c)));
                column++;
            }
        }
    }

    private void records(Consumer<CsvRecord> each) {
        CsvRecordHandler handler = CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(LONGEST_FIELD)
                .build();
        CsvReader.CsvReaderBuilder builder =
                CsvReader.builder().fieldSeparator(separator).detectBomHeader(true);
        try (CsvReader<CsvRecord> reader =
                builder.build(handler, new SegmentStream(file.bytes()), StandardCharsets.UTF_8)) {
            for (CsvRecord row : reader) {
                each.accept(row);
            }
        } catch (CsvParseException e) {
            String reason = e.getCause() == null
                    ? e.getMessage()
                    : e.getMessage() + " " + e.getCause().getMessage();
            throw new DataException(
                    file.name(), "is no table (%s); expected as many fields in each line".formatted(reason), e);
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(file.name(), "can't be read (%s)".formatted(e.getMessage()), e);
        } catch (InternalError e) {
            throw new DataException(file.name(), "the file was cut while it was read; copy it again", e);
        }
    }
}
