package stride.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import stride.cli.apply.EvaluateCommand;
import stride.cli.apply.PredictCommand;
import stride.cli.bench.BenchCommand;
import stride.cli.convert.ConvertCommand;
import stride.cli.convert.SynthCommand;
import stride.cli.help.CompletionCommand;
import stride.cli.help.HelpPages;
import stride.cli.options.EnumNames;
import stride.cli.options.Numbers;
import stride.cli.sweep.SweepCommand;
import stride.cli.terminal.Interruption;
import stride.cli.terminal.StandardError;
import stride.data.DataException;
import stride.model.NumericException;
import stride.model.OptionsException;
import stride.model.UnfitException;
import stride.model.file.ModelFileException;

/** The command line: {@code stride VERB ...}. */
@Command(
        name = "stride",
        description = "Decodes behaviour from the activity of thousands of neurons.",
        versionProvider = Version.class,
        subcommands = {
            StudyCommand.class,
            TrainCommand.class,
            SweepCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            ReportCommand.class,
            PcaCommand.class,
            InspectCommand.class,
            FetchCommand.class,
            ConvertCommand.class,
            SynthCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "Begin with:  stride study               the published study on a synthetic recording (minutes)",
            "             stride inspect RECORDING   what a recording holds, and what could be decoded",
            "             stride train RECORDING     one decoder, with its baselines and a report",
            "A RECORDING is a file (.npy, .npz, .mat, .h5, .nwb, .csv), a suite2p folder, or",
            "synthetic[:neurons=N,bins=T,seed=S]. stride VERB --help lists a verb's options, with an example.",
            "Results go to stdout (--json: one JSON object), messages and progress to stderr.",
            "Exit codes:  0 done, 2 wrong command line, 3 unusable input, 4 failed numbers,",
            "             5 output not written, 130 interrupted."
        })
public final class Main implements Runnable {
    private static final Set<String> VERSION = Set.of("-V", "--version");

    @CommandLine.Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable")
    @CommandLine.Mixin
    private HelpOption help;

    @SuppressWarnings("UnusedVariable")
    @CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        StandardError.takeOver();
        System.exit(run(arguments));
    }

    /** Runs the command line; gives the exit code. */
    public static int run(String... arguments) {
        Locale.setDefault(Locale.ROOT); // a decimal point, wherever the machine stands
        if (arguments.length == 1
                && VERSION.contains(arguments[0])) { // without a look at all the verbs: in half the time
            System.out.println(new Version().getVersion()[0]);
            return ExitCode.DONE;
        }
        CommandLine line = commandLine();
        try {
            int code = line.execute(arguments);
            return code == ExitCode.DONE && System.out.checkError() ? unwritten() : code;
        } catch (OutOfMemoryError e) {
            System.err.printf(
                    "stride: not enough memory: the heap may take %d MB; give it more with STRIDE_JAVA_OPTIONS=-Xmx4g%n",
                    Runtime.getRuntime().maxMemory() >> 20);
            return ExitCode.INPUT;
        }
    }

    /** What became of a stdout that can't be written: {@code | head} has seen enough, and wants no message. */
    // A PrintStream keeps no reason, so a further try has to tell; what it writes follows on output that is cut off.
    @SuppressWarnings("resource") // stdout is the process's, and stays open
    private static int unwritten() {
        String reason = "";
        try {
            new FileOutputStream(FileDescriptor.out).write('\n');
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        }
        if (!reason.contains("pipe")) {
            System.err.println("stride: stdout can't be written: is the disk full, or the reader gone?");
        }
        return ExitCode.OUTPUT;
    }

    /** All verbs and options, as they are defined. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        EnumNames.registerAll(line);
        Numbers.registerAll(line);
        line.setParameterExceptionHandler(Main::explainUsage);
        line.setExecutionExceptionHandler((e, command, parsed) -> explain(e, command.getErr()));
        SweepCommand.declare(line.getSubcommands().get("sweep").getCommandSpec());
        HelpPages.design(line);
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int explainUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        StringBuilder message = new StringBuilder(oneLine(e.getMessage()));
        if (e instanceof UnmatchedArgumentException && command.getCommandSpec().userObject() instanceof Main) {
            message.append("; the verbs are ")
                    .append(String.join(", ", command.getSubcommands().keySet()));
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                message.append("; did you mean ")
                        .append(String.join(" or ", suggestions))
                        .append('?');
            }
        }
        command.getErr()
                .printf(
                        "stride: %s (see: %s --help)%n",
                        message, command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    private static int explain(Exception e, PrintWriter err) {
        Interruption.silence();
        if ("1".equals(System.getenv("STRIDE_DEBUG"))) {
            e.printStackTrace(err);
        }
        int code = switch (e) {
            case OptionsException wrong -> ExitCode.USAGE;
            case DataException data -> ExitCode.INPUT;
            case UnfitException unfit -> ExitCode.INPUT;
            case ModelFileException model -> ExitCode.INPUT;
            case NumericException numeric -> ExitCode.NUMERIC;
            case OutputException output -> ExitCode.OUTPUT;
            default -> ExitCode.FAULT;
        };
        err.println("stride: "
                + (code == ExitCode.FAULT
                        ? "a fault of Stride's own: " + oneLine(e.toString()) + "; STRIDE_DEBUG=1 shows where"
                        : oneLine(e.getMessage())));
        return code;
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
