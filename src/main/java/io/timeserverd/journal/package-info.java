/**
 * The journal of requests. It is a log-structured merge store: the newest records are in a redo log, all others in sorted
 * tables of MapDB that map ids to {@link io.timeserverd.journal.JournalRecord}s.
 *
 * <pre>
 *     loop thread      SegmentedJournal    Entry -> FrameWriter -> RedoWriter -> redo log
 *                        MaintenanceScheduler   starts the steps of Maintenance
 *     helper thread    Maintenance         redo log -> disk itself                       (RedoFile)
 *                        Compaction        redo log, table, 0.1.0 -> Rewrite -> table    (TableWriter)
 *                        Retention         deletes tables by age or size                 (SegmentAges, Catalogue)
 *                        ChainMaintenance  what is sealed, deleted or gone -> chain      (ChainWriter)
 *     any reader       JournalReader       redo log -> RedoSegmentReader --.
 *                                          table    -> TableReader --------+-> Scan -> JournalRecord
 *                                          0.1.0    -> Format3 ------------'
 *                        Verification      records, chain -> ChainCheck -> Finding
 *                        Follower          reads on with JournalReader: each record once, each Gap once
 * </pre>
 *
 * <p>{@code FileNames} lists the files. {@code Row} is the form of a record in redo logs and tables; {@code RowWriter}
 * writes it and {@code RowReader} reads it. {@code RedoHeader} and {@code Frame} surround rows in a redo log, {@code
 * RecordSerializer} and {@code Footer} in a table. {@code RecordHash} is the form of a record that the chain has the hash
 * of, and {@code ChainEntry} is a line of the chain. {@code Recovery} is the start. The manual page timeserver-journal(5)
 * describes all of it for readers without this source.
 *
 * <p>What must stay true:
 *
 * <ul>
 *   <li>No other package names {@code org.mapdb}. No file is mapped into memory.
 *   <li>Ids only grow. Times are the clock's readings, and may step back.
 *   <li>A record is in the redo log before its reply leaves.
 *   <li>A segment is deleted only when its records are in a table on the disk itself; or by {@code Retention}, which counts
 *       and logs that; or by {@code Pruning} and {@code ClientPruning}, on an operator's order. A file that cannot be read is
 *       never deleted.
 *   <li>The chain gets entries for the records of a table before the segment that the table was made from is deleted,
 *       and for a deletion before the records are deleted. If the disk is full, the entry for a deletion follows as
 *       soon as it can be written. An entry never changes.
 *   <li>Records that may not be on the disk itself count as lost, even if a later attempt to bring them there succeeds.
 * </ul>
 */
package io.timeserverd.journal;
