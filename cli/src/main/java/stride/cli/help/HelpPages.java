package stride.cli.help;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;
import stride.cli.terminal.Terminal;

/** How {@code --help} looks. */
public final class HelpPages {
    /** Wider lines are hard to read, and narrower terminals break them. */
    private static final int WIDEST = 100;

    private static final int NARROWEST = 60;

    private HelpPages() {}

    /** Designs the pages of a command and of all verbs below it. */
    public static void design(CommandLine line) {
        Terminal terminal = Terminal.ofProcess(false);
        line.setUsageHelpWidth(Math.clamp(terminal.columns(), NARROWEST, WIDEST));
        line.setAbbreviatedOptionsAllowed(false);
        line.setColorScheme(Help.defaultColorScheme(terminal.colour() ? Help.Ansi.ON : Help.Ansi.OFF));
        each(line);
    }

    private static void each(CommandLine line) {
        UsageMessageSpec page = line.getCommandSpec().usageMessage();
        page.abbreviateSynopsis(true);
        page.sortOptions(false);
        page.synopsisHeading("Usage: ");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionGroups());
        // The arguments, which most need a word, before the many options.
        List<String> sections = new ArrayList<>(line.getHelpSectionKeys());
        sections.remove(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST);
        sections.add(
                sections.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST),
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST);
        line.setHelpSectionKeys(sections);
        line.getSubcommands().values().forEach(HelpPages::each);
    }
}
