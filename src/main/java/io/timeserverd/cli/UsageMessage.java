package io.timeserverd.cli;

import io.timeserverd.conf.MessageWords;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and where help is. */
public final class UsageMessage {
    /** Names that a message suggests at most. */
    private static final int MAX_SUGGESTIONS = 3;

    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);
    private static final Set<Class<?>> FLAGS = Set.of(boolean.class, Boolean.class);

    /** How the message of a converter begins that reads on from the name of the option. */
    private static final String MUST = "must ";

    private UsageMessage() {}

    /**
     * The lines to print.
     *
     * @param args the command line
     */
    public static List<String> lines(ParameterException e, String... args) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        return List.of(problem(e, args), "try: " + command.qualifiedName() + " --help");
    }

    /**
     * What is wrong.
     *
     * @param args the command line
     */
    public static String problem(ParameterException e, String... args) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, e.getCommandLine().getCommandSpec());
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing.getMissing().get(0), args);
        }
        if (e instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " can be given only once";
        }
        return e.getArgSpec() == null ? e.getMessage() : unfit(e);
    }

    private static String unmatched(UnmatchedArgumentException e, CommandSpec command) {
        String first = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            return "no such option " + quoted(first)
                    + nearest(first, List.copyOf(command.optionsMap().keySet()));
        }
        if (command.subcommands().isEmpty()) {
            return "unexpected argument " + quoted(first);
        }
        List<String> subcommands = command.subcommands().values().stream()
                .map(CommandLine::getCommandName)
                .toList();
        return "no such subcommand " + quoted(first) + nearest(first, subcommands);
    }

    private static String nearest(String word, List<String> known) {
        int equals = word.indexOf('=');
        List<String> nearest =
                MessageWords.nearest(equals < 0 ? word : word.substring(0, equals), known, MAX_SUGGESTIONS);
        return nearest.isEmpty() ? "" : "; nearest: " + String.join(", ", nearest);
    }

    private static String missing(ArgSpec missing, String... args) {
        if (!(missing instanceof OptionSpec option)) {
            return missing.paramLabel() + " is missing";
        }
        boolean isGiven = Arrays.stream(args).anyMatch(arg -> isOption(arg, option));
        return isGiven ? "option " + name(option) + " needs a value" : "option " + name(option) + " is missing";
    }

    private static boolean isOption(String arg, OptionSpec option) {
        return Arrays.asList(option.names()).contains(arg);
    }

    private static String unfit(ParameterException e) {
        ArgSpec spec = e.getArgSpec();
        Class<?> type = spec.type();
        if (FLAGS.contains(type)) {
            return "option " + name(spec) + " takes no value";
        }
        if (spec.converters().length == 0) {
            if (WHOLE_NUMBERS.contains(type)) {
                return name(spec) + " must be a whole number, not " + quoted(e.getValue());
            }
            if (NUMBERS.contains(type)) {
                return name(spec) + " must be a number, not " + quoted(e.getValue());
            }
        }
        String why = e.getCause() instanceof TypeConversionException cause ? cause.getMessage() : e.getMessage();
        return name(spec) + (why.startsWith(MUST) ? " " : ": ") + why;
    }

    private static String name(ArgSpec spec) {
        return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
