package io.timeserverd.journal;

/**
 * Where every request is written before its answer leaves. Owned by the loop thread.
 *
 * <pre>
 *     append ... append -> commit -> (the replies may leave)
 *     `----- one turn -----------'
 * </pre>
 *
 * <p>No method throws for a disk that is full, read-only or broken: what could not be written is
 * counted in {@link Status#lost} and told by {@link #commit}, and the journal tries again by
 * itself.
 */
public interface Journal extends AutoCloseable {
    /** Takes over one request; it is not yet safe. */
    void append(Entry entry);

    /**
     * Makes everything appended since the last commit survive the end of this process.
     *
     * @return how many of those entries were not journalled: 0, or all of them
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
     * @param journalled entries that are safe
     * @param lost entries that could not be written
     * @param torn how many half-written ends were cut off at the start, after a crash
     * @param aside files that could not be read and stand aside
     * @param segments on disk, the active one included
     * @param bytes size of their files
     * @param firstId oldest record held, 0 when there is none
     * @param lastId newest record held, 0 when there is none
     * @param problem what goes wrong now, as why the last entries could not be written, or empty
     */
    record Status(
            long journalled,
            long lost,
            int torn,
            int aside,
            int segments,
            long bytes,
            long firstId,
            long lastId,
            String problem) {}
}
