package io.timeserverd.journal;

import java.util.List;

/**
 * What a step of the helper thread found.
 *
 * @param usable whether the active redo log has its name, and all attempts to bring it to the disk succeeded
 * @param more whether so much is left to do that it should go on at once
 * @param losses records that may not be on the disk itself, found since the last report
 * @param room bytes that the active redo log may have
 * @param aside files that stood aside at the last tick
 * @param asideBytes their size
 * @param segments on disk, the active one included
 * @param bytes the size of all files of the journal but those
 * @param firstId of the oldest segment
 * @param deletedSegments that were deleted since the start, by retention or by someone else
 * @param deletedRecords in them
 * @param toConvert segments of release 0.1.0 that are left
 * @param problem what could not be done, or empty
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
