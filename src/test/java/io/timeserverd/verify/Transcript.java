package io.timeserverd.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of a document as one script of bash, which keeps apart what each of them prints. */
final class Transcript {
    /** Of timeclient when it measures, on a machine whose clock nothing disciplines. */
    private static final String NOT_SYNCHRONISED = "4";

    private final List<DocumentCommand> commands;
    private final Path directory;

    /**
     * @param directory for what they print: plain files
     */
    Transcript(List<DocumentCommand> commands, Path directory) {
        this.commands = commands;
        this.directory = directory;
    }

    /** The script; as a reader types them, so that an alias or a variable holds for those below it. */
    String script() {
        var script = new StringBuilder("shopt -s expand_aliases\n");
        for (int i = 0; i < commands.size(); i++) {
            script.append("exec >").append(out(i)).append(" 2>&1\n");
            script.append(commands.get(i).text()).append('\n');
            script.append("echo $? >").append(status(i)).append('\n');
        }
        return script.toString();
    }

    /** What went otherwise than the document shows, for people. */
    List<String> differences() throws IOException {
        var differences = new ArrayList<String>();
        for (int i = 0; i < commands.size(); i++) {
            var command = commands.get(i);
            var output = Files.exists(out(i)) ? Files.readString(out(i)) : "";
            var status = Files.exists(status(i)) ? Files.readString(status(i)).strip() : "not reached";
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
