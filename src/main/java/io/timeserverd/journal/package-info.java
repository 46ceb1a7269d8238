/**
 * The journal of requests, a log-structured merge store: the newest records are in a redo log, all others in sorted tables of
 * MapDB, id to {@link io.timeserverd.journal.JournalRecord}.
 *
 * <pre>
 *     loop thread      SegmentedJournal    Entry -> FrameWriter -> RedoWriter -> redo log
 *     helper thread    Maintenance             redo log -> disk itself                       (RedoFile)
 *                        Compaction        redo log, table, 0.1.0 -> Rewrite -> table    (TableWriter)
 *                        Retention         table -> nothing, by age or size              (SegmentAges, Catalogue)
 *                      ChainMaintenance          what is sealed, deleted or gone -> chain  (ChainWriter)
 *     any reader       JournalReader       redo log -> RedoSegmentReader  --.
 *                                          table    -> TableReader --+-> Scan -> JournalRecord
 *                                          0.1.0    -> Format3     --'
 *                        Verification    records, chain -> ChainCheck -> Finding
 *                        Follower          JournalReader again and again -> each record once, each gap once
 * </pre>
 *
 * <p>{@code FileNames} lists the files. {@code Row} is the form of a record in redo logs and tables, written by {@code RowWriter} and
 * read by {@code RowReader}. {@code RedoHeader} and {@code Frame} are what is around rows in a redo log, {@code RecordSerializer}
 * and {@code Footer} what is around them in a table. {@code RecordHash} is the form of a record that the chain has
 * the hash of, {@code ChainEntry} a line of the chain. {@code Recovery} is the start. The manual page timeserver-journal(5) has all
 * of it for people without this source.
 *
 * <p>What must stay true:
 *
 * <ul>
 *   <li>No other package names {@code org.mapdb}. No file is mapped into memory.
 *   <li>Ids only grow. Times are the clock's readings, and may step back.
 *   <li>A record is in the redo log before its reply leaves.
 *   <li>A segment is deleted only when its records are in a table on the disk itself, or by {@code Retention}, which counts and
 *       logs that, or by {@code Pruning} on an operator's word. What cannot be read is never deleted.
 *   <li>The chain has entries for the records of a table before what the table was made from is deleted, and for records that
 *       are deleted before they are. An entry never changes.
 *   <li>What may not be on the disk itself counts as lost, even if a later attempt to bring it there succeeds.
 * </ul>
 */
package io.timeserverd.journal;
