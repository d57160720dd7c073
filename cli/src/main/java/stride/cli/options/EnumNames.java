package stride.cli.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Constants by the names that files and help give them: in lower case. */
public final class EnumNames {
    private EnumNames() {}

    /** Makes a command line, with all its verbs, read constants of these types so. */
    @SafeVarargs
    public static void register(CommandLine line, Class<? extends Enum<?>>... types) {
        for (Class<? extends Enum<?>> type : types) {
            register(line, type);
        }
    }

    @SuppressWarnings("unchecked")
    private static void register(CommandLine line, Class<? extends Enum<?>> type) {
        line.registerConverter((Class<Enum<?>>) type, text -> constant(type, text));
    }

    private static Enum<?> constant(Class<? extends Enum<?>> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> label(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'%s' is not one of %s"
                        .formatted(
                                text,
                                Arrays.stream(type.getEnumConstants())
                                        .map(EnumNames::label)
                                        .collect(Collectors.joining(", ")))));
    }

    /** A constant's name in lower case. */
    public static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
