package io.timeserverd.journal;

/**
 * Where every request is written before its reply leaves. Owned by the loop thread.
 *
 * <pre>
 *     append ... append -> commit -> (the replies may leave)
 *     `----- one turn -----------'
 * </pre>
 *
 * <p>No method throws for a disk that is full, read-only or broken: what could not be written is
 * counted in {@link Status#lost} and returned by {@link #commit}, and the journal tries again by
 * itself.
 */
public interface Journal extends AutoCloseable {
    /**
     * Takes over one request, or a summary of several; it is not yet safe.
     *
     * @return how many bytes it takes until it is sealed, about
     */
    int append(Entry entry);

    /**
     * Makes everything appended since the last commit survive the end of this process.
     *
     * @return how many of the requests since then were not journalled: 0, or all of them
     */
    int commit();

    /**
     * Does what is due with or without traffic; to be called once a second. What blocks goes to the
     * helper thread.
     */
    void tick();

    /** What an operator wants to know about it. */
    Status status();

    /** Brings everything to the disk and lets go of the directory. */
    @Override
    void close();

    /**
     * Counters since the start, and sizes now.
     *
     * @param journalled requests with a record of their own
     * @param summarised requests that a summary stands for
     * @param lost requests that could not be written, or that may not be on the disk itself
     * @param torn how many half-written ends were cut off at the start, after a crash
     * @param aside files that could not be read and stand aside
     * @param asideBytes size of those
     * @param segments on disk, the active one included
     * @param bytes size of all files of the journal but those that stand aside
     * @param firstId oldest record held, 0 when there is none
     * @param lastId newest record held, 0 when there is none
     * @param deletedSegments that were deleted: for their age, for room, or by someone else
     * @param deletedRecords in them
     * @param toConvert segments of release 0.1.0 that are not converted yet
     * @param longestWriteNs the longest write of a commit, nanoseconds
     * @param problem what goes wrong now, as why the last entries could not be written, or empty
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
