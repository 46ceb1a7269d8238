package io.timeserverd.admin;

import io.timeserverd.cli.Completion;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "generate-completion",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints the script with which a shell completes the command line of timeserver-admin.%n",
        footer = {
            "%nAn installation has it for all three shells. Elsewhere:",
            "  bash  source <(timeserver-admin generate-completion bash)",
            "  zsh   timeserver-admin generate-completion zsh >_timeserver-admin, in a directory of $fpath",
            "  fish  timeserver-admin generate-completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private TimeserverAdmin admin;

    @Parameters(
            paramLabel = "SHELL",
            converter = ShellConverter.class,
            completionCandidates = ShellConverter.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String shell;

    @Override
    public Integer call() {
        admin.terminal().out().print(Completion.script(shell, spec.root()));
        return Failure.NONE;
    }

    private static final class ShellConverter implements ITypeConverter<String>, Iterable<String> {
        @Override
        public String convert(String text) {
            return Completion.SHELLS.get(Words.index(Completion.SHELLS, text));
        }

        @Override
        public Iterator<String> iterator() {
            return Completion.SHELLS.iterator();
        }
    }
}
