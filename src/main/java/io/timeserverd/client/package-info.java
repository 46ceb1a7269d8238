/**
 * {@code timeclient}: asks a server for the time from a terminal or script, and measures and sets the local clock.
 *
 * <pre>
 *   TimeClient -> SingleRequest, RequestBatch -> Session
 *       `-------> ClockTask -> Comparison -> Session, Measurement
 *                    `-------> ClockCorrection -> LocalSystem
 * </pre>
 *
 * <p>What must stay true: the exit status says what happened, and every line from a server is escaped before it reaches a
 * terminal.
 */
package io.timeserverd.client;
