package stride.cli.options;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 400,10} for a list of widths; nothing for none. */
public final class HiddenConverter implements ITypeConverter<List<Integer>> {
    @Override
    public List<Integer> convert(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a list of widths, as in 400,10");
        }
    }
}
