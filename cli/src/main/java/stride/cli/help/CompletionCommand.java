package stride.cli.help;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import stride.cli.ExitCode;
import stride.cli.HelpOption;
import stride.model.OptionsException;

/** {@code stride completion}: a script for the shell. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes verbs, options and their values in bash and zsh.",
            "For this shell:  source <(./stride completion)"
        },
        footer = {"", "Example:  stride completion bash"})
public final class CompletionCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SHELL",
            arity = "0..1",
            defaultValue = "bash",
            description = "bash (default) or zsh; the same script serves both.")
    private String shell;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable")
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        if (!List.of("bash", "zsh").contains(shell)) {
            throw new OptionsException("completion is for bash or zsh, not for '%s'".formatted(shell));
        }
        CommandLine root = spec.root().commandLine();
        nameChoicesAsTheyAreTyped(root.getCommandSpec());
        System.out.print(AutoComplete.bash(root.getCommandName(), root));
        return ExitCode.DONE;
    }

    /**
     * picocli offers the constants of an enumeration in capitals, as they are in Java, and keeps them under the label of
     * the option's value, which several options share.
     */
    private static void nameChoicesAsTheyAreTyped(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            if (option.auxiliaryTypes()[0].isEnum() && option.completionCandidates() != null) {
                List<String> choices = StreamSupport.stream(
                                option.completionCandidates().spliterator(), false)
                        .map(choice -> choice.toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
                command.remove(option);
                command.addOption(option.toBuilder()
                        .completionCandidates(choices)
                        .paramLabel(option.longestName().replaceAll("[^a-z]", ""))
                        .build());
            }
        }
        command.subcommands().values().forEach(sub -> nameChoicesAsTheyAreTyped(sub.getCommandSpec()));
    }
}
