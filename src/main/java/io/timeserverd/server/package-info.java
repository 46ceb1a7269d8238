/**
 * Listeners and connections: the only place where channels meet the protocol.
 *
 * <p>{@link io.timeserverd.server.PublicDoor} shows how a connection comes in: {@code Acceptor} accepts it, and {@code
 * Connector} makes the {@code Connection}. The control socket has a door of its own, {@code ControlDoor}.
 *
 * <p>The way of a request through a turn. Each arrow is a call, and no call goes back to a caller:
 *
 * <pre>
 *   EventLoop -> Connection.ready           joins the queue of its client (FairQueue); a new connection joins at once
 *   EventLoop -> Dispatcher.endTurn
 *                 serve  -> Connection.serve -> TurnShare.take -> Conversation.next -> Inbox.nextLine
 *                                                   |              `-> RequestHandler.answer -> Responder
 *                                                   |                        `-> JournalRecorder -> Turn.append
 *                                                   `-> Inbox.fill reads from the socket
 *                 commit -> Turn.commit      -> Journal
 *                 send   -> Connection.send  -> Outbox.send -> Turn.send writes to the socket
 * </pre>
 *
 * <p>A connection closes when its {@code Conversation} decides that the dialogue is over (see {@code
 * TextConversation.isOver}). A deadline and the stop of the server end the dialogue too; the conversation then writes a last
 * reply. The connection sends what is left, shuts its output down, and closes at the client's end of input or after {@code
 * limits.linger}. If the client does not read its replies in time, the connection is closed without these steps.
 *
 * <p>These rules must stay true:
 *
 * <ul>
 *   <li>No reply leaves before its record is in the journal.
 *   <li>A request is read and answered within a share of a turn only. Turns are shared among clients, not among connections.
 *   <li>All memory that a client can make the daemon hold is charged to its {@link io.timeserverd.server.MemoryAccount}. {@link
 *       io.timeserverd.server.HeapBudget} divides the heap so that all of it fits.
 *   <li>Every state of a connection ends at a deadline, or when the connection is served.
 *   <li>The counters add up (see {@link io.timeserverd.server.Counters}).
 *   <li>No class refers back to a class that uses it.
 * </ul>
 */
package io.timeserverd.server;
