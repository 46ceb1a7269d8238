/**
 * {@code timeserver-admin}: inspects the journal and the running daemon.
 *
 * <p>What must stay true: it changes nothing unless a subcommand says so; what clients sent is
 * escaped before it reaches a terminal.
 */
package io.timeserverd.admin;
