/**
 * Time of day and durations. {@link io.timeserverd.clock.Ticker} measures durations and deadlines,
 * {@link io.timeserverd.clock.ReferenceClock} tells the time of day and how far off it may be.
 *
 * <pre>
 *   host's clock -> HostFollower -.
 *                                  >- Discipline -> DisciplinedClock -> Reading
 *   NTP servers --> package ntp --'
 * </pre>
 *
 * <p>What must stay true: nobody else in the program asks the JVM for the time, so that every test
 * can put its own clocks in. Truth is never further from a reading than its bound.
 */
package io.timeserverd.clock;
