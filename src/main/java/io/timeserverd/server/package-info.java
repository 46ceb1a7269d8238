/**
 * Listeners and connections: the only place where channels meet the protocol.
 *
 * <pre>
 *   Acceptor -> Admission -> (Introduction, behind a proxy) -> Connection: Intake -> Dialogue -> Replies
 * </pre>
 *
 * <p>What must stay true: no reply leaves before its record is in the journal; every connection has
 * a deadline; the counters add up.
 */
package io.timeserverd.server;
