/**
 * NTP without I/O: packets, the exchange with one server, the filter of its samples and the
 * selection among servers.
 *
 * <p>What must stay true: no channels and no clocks; bytes and instants come in, actions go out.
 */
package io.timeserverd.ntp;
