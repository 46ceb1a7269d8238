/**
 * Time of day and durations. {@link io.timeserverd.clock.Ticker} measures durations and deadlines,
 * {@link io.timeserverd.clock.ReferenceClock} tells the time of day and how far off it may be.
 *
 * <p>What must stay true: nobody else in the program asks the JVM for the time, so that every test
 * can put its own clocks in.
 */
package io.timeserverd.clock;
