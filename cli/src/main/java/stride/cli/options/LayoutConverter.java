package stride.cli.options;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import stride.data.Layout;

/** {@code neurons-by-time} for the constant of that name. */
final class LayoutConverter implements ITypeConverter<Layout> {
    @Override
    public Layout convert(String text) {
        try {
            return Layout.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not auto, neurons-by-time or time-by-neurons");
        }
    }
}
