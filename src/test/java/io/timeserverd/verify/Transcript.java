package io.timeserverd.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of a document as one bash script, which keeps the output of each command in its own file. */
final class Transcript {
    /** The exit status of timeclient when the server is not synchronised, as on a machine whose clock nothing disciplines. */
    private static final String NOT_SYNCHRONISED = "4";

    private final List<DocumentCommand> commands;
    private final Path directory;

    /**
     * @param directory where the files with the output are
     */
    Transcript(List<DocumentCommand> commands, Path directory) {
        this.commands = commands;
        this.directory = directory;
    }

    /** The script. The commands share one shell, as a reader's do, so that an alias or a variable applies to later commands. */
    String script() {
        var script = new StringBuilder("shopt -s expand_aliases\n");
        for (int i = 0; i < commands.size(); i++) {
            script.append("exec >").append(out(i)).append(" 2>&1\n");
            script.append(commands.get(i).text()).append('\n');
            script.append("echo $? >").append(status(i)).append('\n');
        }
        return script.toString();
    }

    /** The differences from the document, for the message of a failed test. */
    List<String> differences() throws IOException {
        var differences = new ArrayList<String>();
        for (int i = 0; i < commands.size(); i++) {
            DocumentCommand command = commands.get(i);
            String output = Files.exists(out(i)) ? Files.readString(out(i)) : "";
            String status =
                    Files.exists(status(i)) ? Files.readString(status(i)).strip() : "not reached";
            if (!isWell(command, status) || !command.printed(output)) {
                differences.add(command.where() + ": " + command.text() + "\nstatus " + status + "\n" + output
                        + "shown:\n" + String.join("\n", command.shown()) + "\n");
            }
        }
        return differences;
    }

    private static boolean isWell(DocumentCommand command, String status) {
        boolean measures =
                command.text().contains("timeclient ") && command.text().contains("--offset");
        return status.equals("0") || (measures && status.equals(NOT_SYNCHRONISED));
    }

    private Path out(int number) {
        return directory.resolve("out." + number);
    }

    private Path status(int number) {
        return directory.resolve("status." + number);
    }
}
