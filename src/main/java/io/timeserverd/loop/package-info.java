/**
 * The event loop: one thread, one selector, timers, tasks handed back by helper threads, and a hook at the end of each turn.
 *
 * <p>These rules must stay true: the loop knows channels and deadlines but no protocol, and nothing in it blocks except the one
 * {@code select}.
 */
package io.timeserverd.loop;
