package stride.cli.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import stride.cli.help.OptionGroups;

/** {@code docs/reference.md}, made from the command line's own definitions. */
final class Reference {
    private final StringBuilder page = new StringBuilder();

    private Reference() {}

    static String of(CommandLine root) {
        Reference reference = new Reference();
        reference.line("# Reference");
        reference.line(
                "Made from the command line's own definitions; `./stride VERB --help` says the same. What a run leaves, and");
        reference.line("how files are chosen, stands in the [README](../README.md) and in [formats](formats.md).");
        reference.line("");
        reference.line(
                "Exit codes: 0 done, 2 the command line is wrong, 3 the input can't be used, 4 the numbers failed, 5 the output");
        reference.line("can't be written, 130 interrupted.");
        root.getSubcommands().values().forEach(verb -> reference.verb(verb, 2));
        return reference.page.toString();
    }

    private void verb(CommandLine verb, int level) {
        var spec = verb.getCommandSpec();
        line("");
        line("#".repeat(level) + " " + spec.qualifiedName());
        line(Arrays.stream(spec.usageMessage().description())
                .map(Reference::escaped)
                .collect(Collectors.joining("\n")));
        line("");
        line("```");
        String positions = spec.positionalParameters().stream()
                .map(p -> p.arity().min() == 0 ? " [" + p.paramLabel() + "]" : " " + p.paramLabel())
                .collect(Collectors.joining());
        String verbs = verb.getSubcommands().isEmpty()
                ? ""
                : " " + String.join("|", verb.getSubcommands().keySet());
        line(spec.qualifiedName() + " [OPTIONS]" + positions + verbs);
        line("```");
        if (!spec.positionalParameters().isEmpty()) {
            line("");
            spec.positionalParameters().forEach(this::positional);
        }
        for (Map.Entry<String, List<OptionSpec>> group : OptionGroups.of(spec).entrySet()) {
            line("");
            if (!group.getKey().isEmpty()) {
                line(group.getKey());
                line("");
            }
            group.getValue().forEach(this::option);
        }
        Arrays.stream(spec.usageMessage().footer())
                .filter(l -> l.startsWith("Example:"))
                .forEach(l -> {
                    line("");
                    line("```sh");
                    line(l.substring("Example:".length()).strip());
                    line("```");
                });
        verb.getSubcommands().values().forEach(sub -> verb(sub, level + 1));
    }

    private void positional(PositionalParamSpec p) {
        line("- `%s`: %s".formatted(p.paramLabel(), escaped(String.join(" ", p.description()))));
    }

    private void option(OptionSpec o) {
        String names = Arrays.stream(o.names())
                .map(name -> o.negatable() ? name.replaceFirst("--", "--[no-]") : name)
                .collect(Collectors.joining(", "));
        String value = o.arity().max() == 0 ? "" : " " + o.paramLabel();
        String text = String.join(" ", o.description())
                .replace("${DEFAULT-VALUE}", o.defaultValueString() == null ? "" : o.defaultValueString());
        line("- `%s%s`: %s".formatted(names, value, escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("<", "&lt;").replace("*", "\\*");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
