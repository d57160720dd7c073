package stride.model.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.Arrays;

/** Ascending numbers as {@code [[first, last], ...]}, both inside, in files that are not trusted. */
final class Runs {
    private Runs() {}

    /**
     * The numbers one by one.
     *
     * @param below all are from 0 to less than this
     * @param most  there are no more than so many, whatever the file says
     */
    static int[] numbers(String file, JsonElement json, int below, int most) {
        int[] numbers = new int[16];
        int count = 0;
        try {
            for (JsonElement element : (JsonArray) json) {
                JsonArray run = element.getAsJsonArray();
                int first = run.get(0).getAsBigDecimal().intValueExact();
                int last = run.get(1).getAsBigDecimal().intValueExact();
                int least = count == 0 ? 0 : numbers[count - 1] + 1;
                if (run.size() != 2 || first < least || last < first || last >= below) {
                    throw new IllegalArgumentException("not ascending below " + below);
                }
                int length = last - first + 1;
                if (length > most - count) {
                    throw new IllegalArgumentException("more than " + most);
                }
                if (count + length > numbers.length) {
                    numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, count + length));
                }
                for (int i = 0; i < length; i++) {
                    numbers[count + i] = first + i;
                }
                count += length;
            }
        } catch (RuntimeException e) { // Gson and BigDecimal each have several for "that is no list of whole numbers"
            throw new ModelFileException(
                    "%s: its metadata lack runs [[first, last], ...], ascending from 0 to %d, of at most %d numbers"
                            .formatted(file, below - 1, most));
        }
        return Arrays.copyOf(numbers, count);
    }
}
