package stride.data.csv;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.util.Locale;
import stride.data.binary.MappedFile;

/** Finds what stands between the fields of a table. */
final class Separators {
    private static final String KNOWN = ",;\t";

    /** Header lines of a thousand columns fit. */
    private static final int LOOKED_AT = 1 << 16;

    private Separators() {}

    /** A tab in a .tsv; elsewhere whichever of comma, semicolon and tab is the most frequent in the first line. */
    static char of(MappedFile file) {
        if (String.valueOf(file.path().getFileName()).toLowerCase(Locale.ROOT).endsWith(".tsv")) {
            return '\t';
        }
        int[] counts = new int[KNOWN.length()];
        long end = Math.min(LOOKED_AT, file.bytes().byteSize());
        for (long i = 0; i < end; i++) {
            byte c = file.bytes().get(JAVA_BYTE, i);
            if (c == '\n' || c == '\r') {
                break;
            }
            int known = KNOWN.indexOf(c);
            if (known >= 0) {
                counts[known]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return KNOWN.charAt(best);
    }
}
