/**
 * The event loop: one thread, one selector, timers, tasks handed back by the one helper thread, and
 * a hook at the end of each turn.
 *
 * <p>What must stay true: it knows channels and deadlines but no protocol, and nothing in it blocks
 * but the one {@code select}.
 */
package io.timeserverd.loop;
