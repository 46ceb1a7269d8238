package io.timeserverd.cli;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script for zsh. */
final class ZshCompletion {
    private static final String BEGINNING = """
            #compdef @PROGRAM@

            # Offers words, also behind a comma or a ! in a list: @FUNCTION@_words list|one WORD...
            @FUNCTION@_words() {
              local -a suffix
              if [[ $1 == list ]]; then
                compset -P '*,'
                compset -P '!'
                suffix=(-S '' -q)
              fi
              shift
              compadd "$suffix[@]" -- "$@"
            }

            @FUNCTION@() {
              local curcontext=$curcontext state line
              typeset -A opt_args
            """;

    private final Completion program;
    private final StringBuilder out = new StringBuilder();

    ZshCompletion(Completion program) {
        this.program = program;
    }

    String script() {
        out.append(program.filled(BEGINNING));
        out.append("  _arguments -C \\\n");
        options(program.options());
        out.append(
                "    '1:subcommand:->subcommand' \\\n    '*::argument:->arguments'\n  case $state in\n    subcommand)\n");
        out.append("      local -a subcommands=(\n");
        program.subcommands()
                .forEach((name, spec) -> out.append("        ")
                        .append(quoted(name + ":"
                                + Completion.summary(spec.usageMessage().description())))
                        .append('\n'));
        out.append(
                "      )\n      _describe subcommand subcommands\n      ;;\n    arguments)\n      case $words[1] in\n");
        program.subcommands().forEach(this::subcommand);
        return out.append("      esac\n      ;;\n  esac\n}\n\n")
                .append(program.function())
                .append(" \"$@\"\n")
                .toString();
    }

    private void subcommand(String name, CommandSpec spec) {
        out.append("        ").append(name).append(")\n          _arguments \\\n");
        options(Completion.options(spec));
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            out.append("    ")
                    .append(quoted("1:" + parameter.paramLabel() + ":" + action(parameter)))
                    .append(" \\\n");
        }
        out.append("    && return\n          ;;\n");
    }

    private void options(List<OptionSpec> options) {
        for (OptionSpec each : options) {
            for (String name : each.names()) {
                out.append("    ").append(quoted(option(name, each))).append(" \\\n");
            }
        }
    }

    private static String option(String name, OptionSpec option, String value) {
        String often = option.isMultiValue() ? "*" : "";
        return often + name + value + "["
                + Completion.summary(option.description()).replace("]", "\\]") + "]";
    }

    private String option(String name, OptionSpec option) {
        if (!Completion.takesValue(option)) {
            return option(name, option, "");
        }
        String label = option.paramLabel().replace(":", "\\:");
        return option(name, option, name.startsWith("--") ? "=" : "+") + ":" + label + ":" + action(option);
    }

    /** A blank before a function keeps zsh from passing it options of its own. */
    private String action(ArgSpec argument) {
        var value = CompletedValue.of(argument);
        String function = " " + program.function() + "_words " + (argument.isMultiValue() ? "list " : "one ");
        if (value instanceof CompletedValue.Words words) {
            return function + String.join(" ", words.words());
        }
        if (value instanceof CompletedValue.Printed printed) {
            return function + "${(f)\"$(" + printed.command() + ")\"}";
        }
        return value instanceof CompletedValue.Files ? "_files" : " ";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
