/**
 * Listeners and connections: the only place where channels meet the protocol.
 *
 * <p>A connection's way in:
 *
 * <pre>
 *   Acceptor -> PublicDoor -> Admission (is it let in?) -> Connector -> Connection
 *                    |   `--> Refusals (no)                   ^
 *                    `------> Introduction (a proxy's header) '
 *   Acceptor -> ControlDoor ---------------------------> Connector -> Connection
 * </pre>
 *
 * <p>A request's way, in a turn. Each arrow is a call; none goes back:
 *
 * <pre>
 *   EventLoop -> Connection.ready           joins the line of its client (FairQueue)
 *   EventLoop -> Dispatcher.endTurn
 *                 serve  -> Connection.serve -> Conversation.next -> Inbox.nextLine
 *                                                    `-> RequestHandler.answer -> Responder, JournalRecorder -> Turn
 *                 commit -> Turn.commit      -> Journal
 *                 send   -> Connection.send  -> Outbox -> Turn.send
 * </pre>
 *
 * <p>When a connection closes: {@code TextConversation.isOver} decides that the dialogue is over; the connection then sends
 * what is left, shuts its output down, and closes at the client's end of input or after {@code limits.linger}.
 *
 * <p>What must stay true:
 *
 * <ul>
 *   <li>No reply leaves before its record is in the journal.
 *   <li>Nothing is read or answered outside of a share of a turn; clients share a turn, not connections.
 *   <li>What a client can make the daemon hold is charged to its {@link io.timeserverd.server.MemoryAccount}, and {@link
 *       io.timeserverd.server.Heap} says how all of it fits together.
 *   <li>Every state of a connection ends by a deadline, or by its turn in a line.
 *   <li>The counters add up.
 *   <li>No class refers back to one that uses it.
 * </ul>
 */
package io.timeserverd.server;
