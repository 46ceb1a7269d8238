/**
 * {@code timeserver-admin}: inspects the journal and the running daemon.
 *
 * <p>{@code TimeserverAdmin} has the options that all subcommands share. Each subcommand has a class of its own; {@code
 * QueryCommand} is a good one to begin with:
 *
 * <pre>
 *     query, tail           Filters -> Query -> Records -> RecordTable or RecordJson
 *     top, stats            Filters -> Query -> Records -> package sums
 *     export                Filters -> Query -> Records -> RecordCsv or RecordJson
 *       from a position     Shipping: FollowedJournal -> Batch -> Receiver, then StateFile
 *     verify                each record -> AnswerCheck -> Recomputation; chain -> ChainRows, Checkpoints
 *     report                the same, and each record -> package report
 *     segments, prune       SegmentTable; the records of one client are removed by ClientPrune
 *     keygen, checkpoint    NoteKeys, SignedNote, Checkpoint
 *     status                ControlSocket -> ServiceState -> StatusPage or StatusJson
 *     web                   package web -> JournalEvidence -> ViewReader -> BlockReader
 *     completion            package cli
 * </pre>
 *
 * <p>{@code Surroundings} has everything outside the program: the terminal, the clocks, the user's replies. {@code
 * Failure} has the exit statuses.
 *
 * <p>What must stay true: it changes nothing unless a subcommand says so; what clients sent is escaped before it
 * reaches a terminal.
 */
package io.timeserverd.admin;
