/**
 * NTP without I/O: packets, the exchange with one server, the filter of its samples and the
 * selection among servers. {@link io.timeserverd.ntp.ChronyReport} is what a chronyd says of the clock that it keeps.
 *
 * <pre>
 *   Synchroniser --> Association (one a server) --> Exchange, PollSchedule, History, Trend
 *        |--------> Selection --> Intersection
 *        |--------> Falsetickers --> Action
 *        `--------> Steering --> Action
 * </pre>
 *
 * <p>Offsets here are a server's time minus the ticker, not minus the time that is served: correcting
 * what is served changes no measurement.
 *
 * <p>What must stay true: no channels and no clocks; bytes and instants come in, actions go out.
 */
package io.timeserverd.ntp;
