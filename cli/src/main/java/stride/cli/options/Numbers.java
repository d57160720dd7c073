package stride.cli.options;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers of the command line, refused in words for people who do not write Java. */
public final class Numbers {
    private Numbers() {}

    /** Lets a command line read every kind of number that is an option's type. */
    public static void registerAll(CommandLine line) {
        register(line, List.of(int.class, Integer.class), Integer::valueOf, "a whole number");
        register(line, List.of(long.class, Long.class), Long::valueOf, "a whole number");
        register(line, List.of(double.class, Double.class), Double::valueOf, "a number");
    }

    private static <T> void register(CommandLine line, List<Class<T>> types, Function<String, T> parse, String what) {
        types.forEach(type -> line.registerConverter(type, text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'%s' is not %s".formatted(text, what));
            }
        }));
    }
}
