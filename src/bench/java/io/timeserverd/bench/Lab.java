package io.timeserverd.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The objects that every measure works with.
 *
 * @param quiet for what the host of the machine could disturb
 * @param results where tables and plots go
 * @param work for the files of the servers, deleted in the end
 */
record Lab(Plan plan, Peers peers, FiguresTable table, Quiet quiet, Path results, Path work) {
    /** Whether a peer can be compared with; names the package of one that is missing. */
    boolean isThere(String peer, String program, String debianPackage) throws IOException, InterruptedException {
        boolean is = Peers.has(program);
        if (!is) {
            table.note(peer + ": missing, install the Debian package " + debianPackage);
        }
        return is;
    }
}
