package io.timeserverd.journal;

import java.io.IOException;

/**
 * A segment that begins: its redo file, as the loop thread writes and as the helper thread reads it.
 */
record NewSegment(RedoWriter redo, Unsealed unsealed) {
    /**
     * Makes the redo file, or nothing.
     *
     * @param notBeforeNs no record of it will be earlier
     * @param stage of the segment before
     */
    static NewSegment begin(
            Disk disk, JournalOptions options, long firstId, long notBeforeNs, Stage stage, Reserve reserve)
            throws IOException {
        var redo = RedoWriter.create(disk, options, firstId, notBeforeNs, stage, reserve);
        try {
            return new NewSegment(redo, new Unsealed(disk, options.path(), firstId));
        } catch (IOException e) {
            redo.close();
            disk.delete(Names.of(options.path(), firstId, Names.REDO));
            throw e;
        }
    }
}
