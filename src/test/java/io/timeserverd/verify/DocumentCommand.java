package io.timeserverd.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command in a document: an indented line after {@code $}, or after {@code #} for root, followed by its output.
 *
 * @param where file and line, for messages
 * @param root whether root types it on the host of the service
 * @param text as typed
 * @param shown the lines below it; without any, what it prints does not matter
 */
record DocumentCommand(String where, boolean root, String text, List<String> shown) {
    private static final String INDENT = "    ";
    private static final String ANYTHING = "…";

    /** The parts of an output that change: numbers, their signs, and abbreviations of zones. */
    private static final Pattern VARIABLE = Pattern.compile("[+-]?[0-9]+|\\b[A-Z]{1,3}[SD]?T\\b|" + ANYTHING);

    /** All commands of a document, in order. */
    static List<DocumentCommand> in(Path document) throws IOException {
        var commands = new ArrayList<DocumentCommand>();
        List<String> lines = Files.readAllLines(document);
        boolean isBelowCommand = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(INDENT + "$ ") || line.startsWith(INDENT + "# ")) {
                String where = Documents.CHECKOUT.relativize(document) + ":" + (i + 1);
                String text = line.substring(INDENT.length() + 2);
                commands.add(new DocumentCommand(where, line.charAt(INDENT.length()) == '#', text, new ArrayList<>()));
                isBelowCommand = true;
            } else if (line.startsWith(INDENT) && isBelowCommand) {
                commands.get(commands.size() - 1).shown.add(line.substring(INDENT.length()));
            } else if (!line.isEmpty() || !nextIsOutput(lines, i + 1)) {
                isBelowCommand = false;
            }
        }
        return commands;
    }

    /** Whether an empty line belongs to the output. */
    private static boolean nextIsOutput(List<String> lines, int next) {
        return next < lines.size() && lines.get(next).startsWith(INDENT);
    }

    /** Whether the command printed the output in the document. */
    boolean printed(String output) {
        if (shown.isEmpty()) {
            return true;
        }
        var pattern = new StringBuilder();
        for (String line : shown) {
            if (line.equals(ANYTHING)) {
                pattern.append("(?:[^\\n]*\\n)*");
            } else {
                pattern.append("\\n*").append(pattern(line)).append("\\n");
            }
        }
        return Pattern.compile(pattern + "\\n*").matcher(output + "\n").matches();
    }

    private static String pattern(String line) {
        var pattern = new StringBuilder();
        Matcher variable = VARIABLE.matcher(line);
        int end = 0;
        while (variable.find()) {
            pattern.append(Pattern.quote(line.substring(end, variable.start())));
            pattern.append(any(variable.group()));
            end = variable.end();
        }
        return pattern + Pattern.quote(line.substring(end));
    }

    private static String any(String variable) {
        if (variable.equals(ANYTHING)) {
            return "[^\\n]*";
        }
        return Character.isLetter(variable.charAt(0)) ? "[A-Z]{2,5}" : "[+-]?[0-9]+";
    }
}
