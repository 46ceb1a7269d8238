package io.timeserverd.cli;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script for fish. */
final class FishCompletion {
    private static final String BEGINNING = """
            # Offers words, also behind a comma or a ! in a list.
            function _@FUNCTION@_list
              set -l prefix (commandline -ct | string replace -r '^--[^=]*=' '' | string match -r '^(?:.*,)?!?')
              printf "$prefix%s\\n" $argv
            end

            complete -c @PROGRAM@ -f
            """;

    private final Completion program;
    private final StringBuilder out = new StringBuilder();

    FishCompletion(Completion program) {
        this.program = program;
    }

    String script() {
        out.append(program.filled(BEGINNING));
        String none = "not __fish_seen_subcommand_from "
                + String.join(" ", program.subcommands().keySet());
        program.options().forEach(each -> option(none, each));
        program.subcommands()
                .forEach((name, spec) -> line(
                        none,
                        "-a " + name,
                        Completion.summary(spec.usageMessage().description())));
        program.subcommands().forEach(this::subcommand);
        return out.toString();
    }

    private void subcommand(String name, CommandSpec spec) {
        String condition = "__fish_seen_subcommand_from " + name;
        Completion.options(spec).forEach(each -> option(condition, each));
        spec.positionalParameters().forEach(each -> line(condition, value(each), ""));
    }

    private void option(String condition, OptionSpec option) {
        var names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                    .append(' ');
        }
        String value = Completion.takesValue(option) ? value(option) : "";
        line(condition, (names + value).strip(), Completion.summary(option.description()));
    }

    private void line(String condition, String what, String description) {
        out.append("complete -c ").append(program.name()).append(" -n ").append(quoted(condition));
        out.append(' ').append(what);
        if (!description.isEmpty()) {
            out.append(" -d ").append(quoted(description));
        }
        out.append('\n');
    }

    private String value(ArgSpec argument) {
        var value = CompletedValue.of(argument);
        if (value instanceof CompletedValue.Words words) {
            return "-x -a " + quoted(list(argument, String.join(" ", words.words())));
        }
        if (value instanceof CompletedValue.Printed printed) {
            return "-x -a " + quoted(list(argument, "(sh -c " + quoted(printed.command()) + ")"));
        }
        return value instanceof CompletedValue.Files ? "-r -F" : "-x";
    }

    private String list(ArgSpec argument, String words) {
        return argument.isMultiValue() ? "(_" + program.function() + "_list " + words + ")" : words;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
