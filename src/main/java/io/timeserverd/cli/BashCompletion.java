package io.timeserverd.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script for bash. */
final class BashCompletion {
    private static final String BEGINNING = """
            # bash completion for @PROGRAM@                           -*- shell-script -*-

            # Offers words, also behind a comma or a ! in a list: @FUNCTION@_words LIST WORD...
            @FUNCTION@_words() {
              local prefix=
              if [[ $1 == list ]]; then
                prefix=${current%"${current##*[,!]}"}
                compopt -o nospace
              fi
              shift
              mapfile -t COMPREPLY < <(compgen -P "$prefix" -W "$*" -- "${current#"$prefix"}")
            }

            @FUNCTION@() {
              local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} subcommand='' options='' i
              COMPREPLY=()
              # --option=value are three words here.
              if [[ $current == = ]]; then
                current=
              elif [[ $previous == = ]]; then
                previous=${COMP_WORDS[COMP_CWORD - 2]}
              fi
              current=${current#[\\'\\"]} # a quote that is still open
              for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in
                  @OPTIONS@) if [[ ${COMP_WORDS[i + 1]} == = ]]; then ((i += 2)); else ((i++)); fi ;;
                  -*) ;;
                  *) subcommand=${COMP_WORDS[i]} && break ;;
                esac
              done
              case $subcommand in
            """;

    private static final String END = """
              esac
              if [[ $current == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
              fi
            }

            complete -F @FUNCTION@ @PROGRAM@
            """;

    private final Completion program;
    private final StringBuilder out = new StringBuilder();

    BashCompletion(Completion program) {
        this.program = program;
    }

    String script() {
        List<OptionSpec> withValue =
                program.options().stream().filter(Completion::takesValue).toList();
        out.append(program.filled(BEGINNING).replace("@OPTIONS@", String.join(" | ", Completion.longNames(withValue))));
        out.append("    '')\n");
        options(program.options());
        positional(words(List.copyOf(program.subcommands().keySet()), false) + "; ");
        out.append("      ;;\n");
        program.subcommands().forEach(this::subcommand);
        return out.append(program.filled(END)).toString();
    }

    private void subcommand(String name, CommandSpec spec) {
        out.append("    ").append(name).append(")\n");
        options(Completion.options(spec));
        for (CommandLine.Model.PositionalParamSpec parameter : spec.positionalParameters()) {
            positional(action(parameter));
        }
        out.append("      ;;\n");
    }

    private void positional(String action) {
        out.append("      if [[ $current != -* ]]; then ").append(action).append("fi\n");
    }

    /** Completes a value when the word before is an option that takes one. */
    private void options(List<OptionSpec> options) {
        out.append("      options='")
                .append(String.join(" ", Completion.longNames(options)))
                .append("'\n      case $previous in\n");
        options.stream()
                .filter(Completion::takesValue)
                .forEach(each -> out.append("        ")
                        .append(String.join(" | ", each.names()))
                        .append(") ")
                        .append(action(each))
                        .append("return ;;\n"));
        out.append("      esac\n");
    }

    private String action(ArgSpec argument) {
        var value = CompletedValue.of(argument);
        boolean isList = argument.isMultiValue();
        if (value instanceof CompletedValue.Words words) {
            return words(words.words(), isList) + "; ";
        }
        if (value instanceof CompletedValue.Printed printed) {
            return program.function() + "_words " + kind(isList) + " \"$(" + printed.command() + ")\"; ";
        }
        if (value instanceof CompletedValue.Files) {
            return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\"); ";
        }
        return "";
    }

    private String words(List<String> words, boolean isList) {
        return program.function() + "_words " + kind(isList) + " " + String.join(" ", words);
    }

    private static String kind(boolean isList) {
        return isList ? "list" : "one";
    }
}
