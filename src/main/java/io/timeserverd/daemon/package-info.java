/**
 * The daemon: {@code main}, wiring, the order of start and stop, signals.
 *
 * <p>What must stay true: whatever is opened here is closed here, in reverse order.
 */
package io.timeserverd.daemon;
