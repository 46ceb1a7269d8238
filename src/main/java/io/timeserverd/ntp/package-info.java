/**
 * NTP without I/O: packets, the exchange with one server, the filter of its samples and the
 * selection among servers. {@link io.timeserverd.ntp.ChronyReport} and {@link io.timeserverd.ntp.TimesyncReport} read what
 * chronyd and systemd-timesyncd report about the host's clock.
 *
 * <pre>
 *   Synchroniser --> Association (one a server) --> NtpExchange, PollSchedule, History, Regression
 *        |---------> Selection --> Intersection
 *        |---------> FalsetickerLog --> Action
 *        `---------> Steering --> Action
 * </pre>
 *
 * <p>Offsets here are a server's time minus the ticker, not minus the time that is served. So a correction of the served
 * time changes no measurement.
 *
 * <p>What must stay true: this package opens no channel and reads no clock. Bytes and readings of the ticker come in,
 * actions go out.
 */
package io.timeserverd.ntp;
