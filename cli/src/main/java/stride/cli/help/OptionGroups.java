package stride.cli.help;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import stride.cli.HelpOption;
import stride.cli.options.BaselineArguments;
import stride.cli.options.DecoderArguments;
import stride.cli.options.NetworkNullArguments;
import stride.cli.options.NullArguments;
import stride.cli.options.OutputArguments;
import stride.cli.options.ProtocolArguments;
import stride.cli.options.RecordingArguments;
import stride.cli.options.ResumeArguments;
import stride.cli.options.SplitArguments;
import stride.cli.options.ThreadArguments;

/** The options of a verb under headings, by the class that declares them: a verb like {@code train} has dozens. */
public final class OptionGroups implements IHelpSectionRenderer {
    private static final String ARRAYS = "Which arrays of the recording:";
    private static final String DECODER = "The decoder (what is not given is as the protocol has it):";
    private static final String COMPARED = "What it is compared with:";
    private static final String RUN = "The run:";

    private static final Map<Class<?>, String> HEADINGS = Map.ofEntries(
            Map.entry(RecordingArguments.class, ARRAYS),
            Map.entry(DecoderArguments.class, DECODER),
            Map.entry(ProtocolArguments.class, DECODER),
            Map.entry(SplitArguments.class, DECODER),
            Map.entry(BaselineArguments.class, COMPARED),
            Map.entry(NullArguments.class, COMPARED),
            Map.entry(NetworkNullArguments.class, COMPARED),
            Map.entry(ThreadArguments.class, RUN),
            Map.entry(ResumeArguments.class, RUN),
            Map.entry(OutputArguments.class, RUN),
            Map.entry(HelpOption.class, RUN));

    /** What the verb itself declares comes first, and the rest as the heading's place here is. */
    private static final List<String> ORDER = List.of("", ARRAYS, DECODER, COMPARED, RUN);

    /** So many need no headings. */
    private static final int FEW = 8;

    /** The groups of a command, in the order in which they are shown; without a heading for what is the verb's own. */
    public static Map<String, List<OptionSpec>> of(CommandSpec command) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        ORDER.forEach(heading -> groups.put(heading, new ArrayList<>()));
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                groups.get(heading(option)).add(option);
            }
        }
        groups.values().removeIf(List::isEmpty);
        boolean few = command.options().size() <= FEW;
        return few
                ? Map.of("", command.options().stream().filter(o -> !o.hidden()).toList())
                : groups;
    }

    private static String heading(OptionSpec option) {
        return option.userObject() instanceof Member member
                ? HEADINGS.getOrDefault(member.getDeclaringClass(), "")
                : "";
    }

    @Override
    public String render(Help help) {
        return of(help.commandSpec()).entrySet().stream()
                .map(group -> (group.getKey().isEmpty() ? "" : group.getKey() + System.lineSeparator())
                        + options(help, group.getValue()))
                .collect(Collectors.joining());
    }

    private static String options(Help help, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.createDefaultParamLabelRenderer());
        return layout.toString();
    }
}
