/**
 * The daemon: {@code main}, wiring, the order of start and stop, signals.
 *
 * <p>This rule must stay true: everything that is opened here is closed here, in reverse order.
 */
package io.timeserverd.daemon;
