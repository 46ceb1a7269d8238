package io.timeserverd.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The subcommands and options of a program, for the scripts that complete its command line in a shell. They are made from the
 * same model that parses the command line, so that nothing is missing in them.
 */
public final class Completion {
    /** The shells that there is a script for. */
    public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    /** Where the first clause of a description ends. */
    private static final Pattern END_OF_CLAUSE = Pattern.compile("[.:;,(%$]");

    private final CommandSpec program;

    private Completion(CommandSpec program) {
        this.program = program;
    }

    /**
     * The script for a shell.
     *
     * @param shell one of {@link #SHELLS}
     * @param program with subcommands
     */
    public static String script(String shell, CommandSpec program) {
        var completion = new Completion(program);
        return switch (shell) {
            case "bash" -> new BashCompletion(completion).script();
            case "zsh" -> new ZshCompletion(completion).script();
            default -> new FishCompletion(completion).script();
        };
    }

    String name() {
        return program.name();
    }

    /** The name as a part of names of functions. */
    String function() {
        return "_" + name().replace('-', '_');
    }

    /** A part of a script with the names in it. */
    String filled(String template) {
        return template.replace("@PROGRAM@", name()).replace("@FUNCTION@", function());
    }

    /** The subcommands by name, in the order of the help. */
    Map<String, CommandSpec> subcommands() {
        var subcommands = new LinkedHashMap<String, CommandSpec>();
        program.subcommands().values().stream()
                .map(each -> each.getCommandSpec())
                .filter(each -> !each.usageMessage().hidden())
                .forEach(each -> subcommands.put(each.name(), each));
        return subcommands;
    }

    /** The options that stand before a subcommand. */
    List<OptionSpec> options() {
        return options(program);
    }

    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(each -> !each.hidden()).toList();
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    static List<String> longNames(List<OptionSpec> options) {
        var names = new ArrayList<String>();
        options.forEach(each -> names.add(each.longestName()));
        return names;
    }

    /** The first clause of a description. */
    static String summary(String... description) {
        var text = String.join(" ", description);
        Matcher end = END_OF_CLAUSE.matcher(text);
        return (end.find() ? text.substring(0, end.start()) : text).strip();
    }
}
