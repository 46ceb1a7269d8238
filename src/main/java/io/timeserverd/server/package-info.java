/**
 * Listeners and connections: the only place where channels meet the protocol.
 *
 * <p>A connection's way in is drawn at {@link io.timeserverd.server.PublicDoor}; {@code Acceptor} accepts it, and {@code
 * Connector} makes the {@code Connection}. The control socket has a door of its own, {@code ControlDoor}.
 *
 * <p>A request's way, in a turn. Each arrow is a call; none goes back:
 *
 * <pre>
 *   EventLoop -> Connection.ready           joins the queue of its client (FairQueue); a new connection joins at once
 *   EventLoop -> Dispatcher.endTurn
 *                 serve  -> Connection.serve -> Share.take -> Conversation.next -> Inbox.nextLine
 *                                                   |              `-> RequestHandler.answer -> Responder
 *                                                   |                        `-> JournalRecorder -> Turn.append
 *                                                   `-> Inbox.fill reads from the socket
 *                 commit -> Turn.commit      -> Journal
 *                 send   -> Connection.send  -> Outbox.send -> Turn.send writes to the socket
 * </pre>
 *
 * <p>When a connection closes: its {@code Conversation} decides that the dialogue is over ({@code TextConversation.isOver};
 * a deadline and the end of the server end it too, with last words of the conversation). The connection then sends what is
 * left, shuts its output down, and closes at the client's end of input or after {@code limits.linger}. A client that does not
 * read is closed without ceremony.
 *
 * <p>What must stay true:
 *
 * <ul>
 *   <li>No reply leaves before its record is in the journal.
 *   <li>No request is read or answered outside of a share of a turn; clients share a turn, not connections.
 *   <li>What a client can make the daemon hold is charged to its {@link io.timeserverd.server.MemoryAccount}, and {@link
 *       io.timeserverd.server.Heap} says how all of it fits together.
 *   <li>Every state of a connection ends by a deadline, or when the connection is served.
 *   <li>The counters add up.
 *   <li>No class refers back to one that uses it.
 * </ul>
 */
package io.timeserverd.server;
