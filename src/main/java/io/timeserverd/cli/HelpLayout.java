package io.timeserverd.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Fits the help of a program and its subcommands into the width of the terminal.
 *
 * <p>picocli wraps the lines of a footer to column 0. Here a line that is indented, such as an example or an entry of a list,
 * keeps its indentation on the lines that continue it.
 */
public final class HelpLayout {
    /** Used where the width is unknown, such as in a pipe. */
    private static final int DEFAULT_COLUMNS = 80;

    /** picocli accepts no less. */
    private static final int MIN_COLUMNS = 55;

    /** Longer lines are hard to read. */
    private static final int MAX_COLUMNS = 100;

    /** The beginning of an entry up to its text: an indentation, a name or command, and at least two spaces. */
    private static final Pattern ENTRY = Pattern.compile(" +\\S+(?: \\S+)* {2,}(?=\\S)");

    private static final Pattern INDENTATION = Pattern.compile(" +");
    private static final String CONTINUED_EXAMPLE = "    ";

    private HelpLayout() {}

    /**
     * Lays out the help of a program.
     *
     * @param columns the width of the terminal in characters; 0 if unknown
     */
    public static void fit(CommandLine program, int columns) {
        int width = columns == 0 ? DEFAULT_COLUMNS : Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, columns));
        program.setUsageHelpWidth(width);
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(program.getHelpSectionMap());
        sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> footer(help, width));
        program.setHelpSectionMap(sections);
        // A synopsis with twenty options is hard to read, and they follow it with their descriptions.
        program.getSubcommands()
                .values()
                .forEach(each -> each.getCommandSpec().usageMessage().abbreviateSynopsis(true));
    }

    private static String footer(Help help, int width) {
        var text = new StringBuilder();
        for (String line : help.commandSpec().usageMessage().footer()) {
            // The format has %n for empty lines.
            String.format(line)
                    .lines()
                    .forEach(each ->
                            wrap(each, width).forEach(part -> text.append(part).append('\n')));
        }
        return text.toString();
    }

    /** Wraps one line at its spaces. A word that is longer than {@code width} stays whole. */
    static List<String> wrap(String line, int width) {
        String indentation = continuation(line);
        var wrapped = new ArrayList<String>();
        String rest = line;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            if (rest.substring(0, Math.max(0, space)).length() <= indentation.length()) {
                space = rest.indexOf(' ', indentation.length());
            }
            if (space < 0) {
                break;
            }
            wrapped.add(rest.substring(0, space).stripTrailing());
            rest = indentation + rest.substring(space).strip();
        }
        wrapped.add(rest);
        return wrapped;
    }

    /** What the lines that continue {@code line} begin with. */
    private static String continuation(String line) {
        Matcher entry = ENTRY.matcher(line);
        if (entry.lookingAt()) {
            return " ".repeat(entry.end());
        }
        Matcher indentation = INDENTATION.matcher(line);
        return indentation.lookingAt() ? indentation.group() + CONTINUED_EXAMPLE : "";
    }
}
