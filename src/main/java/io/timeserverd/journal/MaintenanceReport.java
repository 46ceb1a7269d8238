package io.timeserverd.journal;

import java.util.List;

/**
 * What a step of {@link Maintenance} found.
 *
 * @param usable whether the active redo log still has its name, and every attempt to bring it to the disk succeeded
 * @param more whether there is so much left to do that the next step should begin at once
 * @param losses records that may not be on the disk, found since the last report
 * @param room how many bytes the active redo log may have
 * @param aside how many files were set aside, as of the last tick
 * @param asideBytes their size
 * @param segments how many segments there are, the active one included
 * @param bytes size of all files of the journal, except those set aside
 * @param firstId first id of the oldest segment
 * @param deletedSegments segments deleted since the start, by retention or by someone else
 * @param deletedRecords records in them
 * @param toConvert segments of release 0.1.0 that are not converted yet
 * @param problem what fails now, or empty
 */
record MaintenanceReport(
        boolean usable,
        boolean more,
        List<Loss> losses,
        long room,
        int aside,
        long asideBytes,
        int segments,
        long bytes,
        long firstId,
        long deletedSegments,
        long deletedRecords,
        int toConvert,
        String problem) {}
