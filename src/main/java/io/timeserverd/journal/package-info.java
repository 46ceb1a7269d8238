/**
 * The journal of requests: appended before the answer leaves, read by the admin tool.
 *
 * <pre>
 *     loop thread      Entry -> FrameWriter -> RedoWriter -> redo file
 *     helper thread    redo file -> RedoReader -> SealedWriter -> MapDB file      (Archive, Unsealed)
 *     any reader       redo file  -> RedoSource  --.
 *                      MapDB file -> SealedSource --`-> Scan -> JournalRecord      (JournalReader)
 * </pre>
 *
 * <p>{@link io.timeserverd.journal.SegmentedJournal} writes, {@link
 * io.timeserverd.journal.JournalReader} reads; {@code Names} tells the files, {@code Frame}, {@code
 * FrameWriter}, {@code RedoHeader} and {@code Index} what is in them.
 *
 * <p>What must stay true: nobody else names {@code org.mapdb}; no file is mapped into memory; ids and
 * times of records only grow; a redo file is deleted only when its records are in a MapDB file on the
 * disk itself; what cannot be read is never deleted.
 */
package io.timeserverd.journal;
