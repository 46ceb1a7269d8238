/**
 * Time of day and durations. {@link io.timeserverd.clock.Ticker} measures durations and deadlines,
 * {@link io.timeserverd.clock.ReferenceClock} knows the time of day and how far off it may be.
 *
 * <pre>
 *   host's clock -> HostFollower -.
 *                                  >- TimeEstimate -> DisciplinedClock -> Reading
 *   NTP servers --> package ntp --'
 * </pre>
 *
 * <p>What must stay true: the time of day and durations come from clocks and tickers that are passed in, so that every
 * test can use its own. Only the code that starts a program, the log and a few bounded waits ask the JVM. True time is
 * never further from a reading than the reading's bound.
 */
package io.timeserverd.clock;
