package stride.cli.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import stride.cli.options.DecoderArguments;
import stride.cli.options.EnumNames;
import stride.cli.options.Numbers;
import stride.model.OptionsException;

/**
 * The options of a decoder with several values each, and every combination of them. Which options there are, and what a
 * value means, is what {@link DecoderArguments} says: each combination is read as the options of {@code train} are.
 *
 * @param values of each option that was given, in the order of the command line; of one that takes none, just its name
 */
record Grid(Map<String, List<String>> values) {
    /** Their values have commas. */
    private static final Set<String> LISTS = Set.of("--hidden", "--history", "--augment");

    /** More take days, and are a slip of the pen. */
    private static final int MOST = 10_000;

    /** One decoder of the grid, on a command line of its own. */
    @Command(name = "cell")
    static final class Cell {
        @Mixin
        private DecoderArguments decoder;

        DecoderArguments decoder() {
            return decoder;
        }
    }

    /** The options of a decoder for a verb that takes several values of each. */
    static void declare(CommandSpec verb) {
        for (OptionSpec option : new CommandLine(new Cell()).getCommandSpec().options()) {
            if (verb.findOption(option.longestName()) == null) {
                verb.addOption(isFlag(option) ? option : several(option));
            }
        }
    }

    private static boolean isFlag(OptionSpec option) {
        return option.typeInfo().isBoolean();
    }

    private static OptionSpec several(OptionSpec option) {
        return OptionSpec.builder(option.names())
                .type(String.class)
                .arity("1")
                .paramLabel(option.paramLabel())
                .description(option.description())
                .completionCandidates(option.completionCandidates())
                .userObject(option.userObject())
                .build();
    }

    /** What was given of them. */
    static Grid of(CommandLine.ParseResult parsed) {
        CommandSpec cell = new CommandLine(new Cell()).getCommandSpec();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (OptionSpec given : parsed.matchedOptions()) {
            String name = given.longestName();
            OptionSpec option = cell.findOption(name);
            if (option == null) {
                continue;
            }
            if (isFlag(option)) {
                boolean on = given.getValue();
                values.put(on ? name : name.replaceFirst("--", "--no-"), List.of(""));
            } else {
                String text = String.join(separator(name), given.originalStringValues());
                values.put(name, Values.of(name, text, separator(name)));
            }
        }
        return new Grid(values);
    }

    private static String separator(String option) {
        return LISTS.contains(option) ? ";" : ",";
    }

    /** The options that have several values. */
    List<String> varied() {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The same with several seeds, from the one that was given, or 1, upwards. */
    Grid withSeeds(int seeds) {
        if (seeds < 1) {
            throw new OptionsException("--seeds %d: at least 1 is needed".formatted(seeds));
        }
        List<String> given = values.getOrDefault("--seed", List.of("1"));
        if (given.size() > 1) {
            throw new OptionsException("--seeds and a list of seeds for --seed: give only one of the two");
        }
        Map<String, List<String>> more = new LinkedHashMap<>(values);
        String first = given.getFirst();
        more.put("--seed", Values.of("--seed", first + ".." + (whole(first) + seeds - 1), ","));
        return new Grid(more);
    }

    private static long whole(String seed) {
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw new OptionsException("--seed: '%s' is no whole number".formatted(seed));
        }
    }

    /** Every combination: the value of each option, the last option changing fastest. */
    List<Map<String, String>> combinations() {
        long count = values.values().stream().mapToLong(List::size).reduce(1, Grid::times);
        if (count > MOST) {
            throw new OptionsException("the grid has %s trials; a sweep takes at most %d"
                    .formatted(count == Long.MAX_VALUE ? "countless" : count, MOST));
        }
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, List<String>> option : values.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> shorter : all) {
                for (String value : option.getValue()) {
                    Map<String, String> next = new LinkedHashMap<>(shorter);
                    next.put(option.getKey(), value);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all;
    }

    private static long times(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    /**
     * The decoder of a combination.
     *
     * @throws OptionsException if a value is wrong
     */
    static DecoderArguments decoder(Map<String, String> combination) {
        Cell cell = new Cell();
        CommandLine line = new CommandLine(cell);
        EnumNames.registerAll(line);
        Numbers.registerAll(line);
        String[] words = combination.entrySet().stream()
                .map(e -> e.getValue().isEmpty() && !LISTS.contains(e.getKey())
                        ? e.getKey()
                        : e.getKey() + "=" + e.getValue())
                .toArray(String[]::new);
        try {
            line.parseArgs(words);
        } catch (ParameterException e) {
            throw new OptionsException(e.getMessage());
        }
        return cell.decoder();
    }

    /** A name for the directory of a trial. */
    String name(int number, int of, Map<String, String> combination) {
        String digits = "%0" + String.valueOf(of).length() + "d";
        String what = varied().stream()
                .map(option -> option.substring(2) + "-" + combination.get(option))
                .collect(Collectors.joining("_"))
                .replaceAll("[^A-Za-z0-9._-]+", "-");
        String name = digits.formatted(number) + (what.isEmpty() ? "" : "_" + what);
        return name.length() > 120 ? name.substring(0, 120) : name;
    }
}
