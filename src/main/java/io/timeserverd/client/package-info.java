/**
 * {@code timeclient}: asks a server for the time from a terminal or script.
 *
 * <p>What must stay true: its exit status tells what happened; what a server sent is escaped before
 * it reaches a terminal.
 */
package io.timeserverd.client;
