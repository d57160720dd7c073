package stride.cli.options;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import stride.data.Missing;
import stride.engine.Activation;
import stride.model.decoder.Protocol;
import stride.model.decoder.Scaling;
import stride.model.network.Loss;
import stride.model.network.Schedule;
import stride.model.network.Selection;
import stride.model.pca.PcaSolver;
import stride.model.split.SplitOptions;

/** Constants by the names that files and help give them: in lower case. */
public final class EnumNames {
    private static final List<Class<? extends Enum<?>>> ALL = List.of(
            Activation.class,
            Protocol.class,
            Loss.class,
            Selection.class,
            Schedule.class,
            SplitOptions.Kind.class,
            Scaling.class,
            PcaSolver.class,
            Missing.class,
            PcaFit.class,
            BaselineArguments.Extra.class);

    private EnumNames() {}

    /** Lets a command line take the constants of every enumeration that is an option's type. */
    public static void registerAll(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true);
        ALL.forEach(type -> register(line, type));
    }

    @SuppressWarnings("unchecked")
    private static void register(CommandLine line, Class<? extends Enum<?>> type) {
        line.registerConverter((Class<Enum<?>>) type, text -> constant(type, text));
    }

    private static Enum<?> constant(Class<? extends Enum<?>> type, String text) {
        String typed = text.toLowerCase(Locale.ROOT);
        List<Enum<?>> constants = List.of(type.getEnumConstants());
        return constants.stream()
                .filter(constant -> label(constant).equals(typed))
                .findFirst()
                .orElseThrow(() -> unknown(
                        text, typed, constants.stream().map(EnumNames::label).toList()));
    }

    private static TypeConversionException unknown(String text, String typed, List<String> labels) {
        String suggestion =
                Nearest.to(typed, labels).map("; did you mean %s?"::formatted).orElse("");
        return new TypeConversionException(
                "'%s' is not one of %s%s".formatted(text, String.join(", ", labels), suggestion));
    }

    /** A constant's name in lower case. */
    public static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
