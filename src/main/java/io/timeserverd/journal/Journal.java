package io.timeserverd.journal;

/**
 * The journal: every request is written to it before its reply leaves. Owned by the loop thread.
 *
 * <pre>
 *     append ... append -> commit -> (the replies may leave)
 *     `----- one turn -----------'
 * </pre>
 *
 * <p>No method throws because a disk is full, read-only or broken. What could not be written is counted in {@link
 * Status#lost} and returned by {@link #commit}. The journal tries again by itself.
 */
public interface Journal extends AutoCloseable {
    /**
     * Adds a request, or a summary of several. It is not safe before {@link #commit}.
     *
     * @return about how many bytes it takes until it is sealed
     */
    int append(Entry entry);

    /**
     * Writes everything appended since the last commit, so that it survives the end of this process.
     *
     * @return how many of these requests were not journalled: 0, or all of them
     */
    int commit();

    /** Does what is due even without traffic; to be called once a second. Blocking work goes to the helper thread. */
    void tick();

    /** The state of the journal, for operators. */
    Status status();

    /** Brings everything to the disk and releases the directory. */
    @Override
    void close();

    /**
     * Counters since the start, and sizes now.
     *
     * @param journalled requests with a record of their own
     * @param summarised requests that are part of a summary
     * @param lost requests that could not be written, or may not be on the disk itself
     * @param torn how many half-written ends were cut off at the start, after a crash
     * @param aside files that were set aside because they could not be read
     * @param asideBytes their size
     * @param segments on disk, the active one included
     * @param bytes size of all files of the journal, except those set aside
     * @param firstId id of the oldest record; 0 when there is none
     * @param lastId id of the newest record; 0 when there is none
     * @param deletedSegments segments that were deleted: for their age, for room, or by someone else
     * @param deletedRecords records in them
     * @param toConvert segments of release 0.1.0 that are not converted yet
     * @param longestWriteNs the longest write of a commit, nanoseconds
     * @param problem what fails now, such as why the last entries could not be written; or empty
     */
    record Status(
            long journalled,
            long summarised,
            long lost,
            int torn,
            int aside,
            long asideBytes,
            int segments,
            long bytes,
            long firstId,
            long lastId,
            long deletedSegments,
            long deletedRecords,
            int toConvert,
            long longestWriteNs,
            String problem) {}
}
