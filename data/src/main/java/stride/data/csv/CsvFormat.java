package stride.data.csv;

import java.util.List;
import java.util.Locale;
import stride.data.Format;
import stride.data.StoredArray;
import stride.data.binary.MappedFile;

/** Tables as text, with a header: an array for each column of numbers, and one, named as the file, of all of them. */
public final class CsvFormat implements Format {
    @Override
    public String name() {
        return ".csv or .tsv";
    }

    @Override
    public boolean recognises(MappedFile file) {
        String name = fileName(file).toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".tsv");
    }

    @Override
    public List<StoredArray> read(MappedFile file) {
        String name = fileName(file);
        return new CsvTable(file).arrays(name.substring(0, name.length() - ".csv".length()));
    }

    private static String fileName(MappedFile file) {
        return String.valueOf(file.path().getFileName());
    }
}
