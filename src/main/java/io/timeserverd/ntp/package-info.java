/**
 * NTP without I/O: packets, the exchange with one server, the filter of its samples and the
 * selection among servers. {@link io.timeserverd.ntp.ChronyReport} is chronyd's report on the clock that it disciplines.
 *
 * <pre>
 *   Synchroniser --> Association (one a server) --> NtpExchange, PollSchedule, History, Trend
 *        |--------> Selection --> Intersection
 *        |--------> Falsetickers --> Action
 *        `--------> Steering --> Action
 * </pre>
 *
 * <p>Offsets here are a server's time minus the ticker, not minus the time that is served, so that a correction of the
 * served time changes no measurement.
 *
 * <p>What must stay true: no channels and no clocks. Bytes and readings of the ticker come in, actions go out.
 */
package io.timeserverd.ntp;
