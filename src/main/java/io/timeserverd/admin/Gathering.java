package io.timeserverd.admin;

import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Gathers the values of an option before and after the subcommand. By itself picocli keeps only those after it. */
@SuppressWarnings("JdkObsolete") // picocli hands out a Stack
final class Gathering implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
        if (args.isEmpty() || command.optionsMap().containsKey(args.peek())) {
            throw new MissingParameterException(command.commandLine(), option, "");
        }
        List<String> values = option.getValue();
        values.addAll(List.of(
                option.splitRegex().isEmpty()
                        ? new String[] {args.pop()}
                        : args.pop().split(option.splitRegex(), -1)));
    }
}
