/**
 * The sources of time that the reference clock follows: the host's clock with what the programs that discipline it say about
 * it, or NTP servers that the daemon asks itself. Here are their sockets, their names and the drift file; what their packets
 * mean is in {@link io.timeserverd.ntp}, and the clock itself in {@link io.timeserverd.clock}.
 *
 * <pre>
 *   Timekeeper --> SystemSource --> ChronydWitness ---> ChronyLink -------> Datagrams
 *       |              |----------> TimesyncdWitness -> HostQuestion -> HostPrograms (run by a helper)
 *       |              `----------> KernelWitness ----> HostQuestion
 *       |-------> NtpSource ------> NtpServer (one a server) -> Datagrams
 *       |             |-----------> NtpNames -> NameLookup (run by a helper)
 *       |             `-----------> ntp.Synchroniser
 *       |-------> SleepWatch
 *       `-------> DriftFile
 * </pre>
 *
 * <p>Each arrow is a call, and none goes back: the loop wakes a source, and the source takes the next packet, report or
 * lookup from the stage below it.
 *
 * <p>What must stay true:
 * <ul>
 *   <li>Nothing here blocks the loop: helper threads look names up, ask other programs and write the drift file.
 *   <li>The clock can be read from the first moment; it is unsynchronised until a source knows the time.
 *   <li>A packet counts as received when its turn's {@code select} returned, which is never before it arrived.
 *   <li>No address is asked under two names, so that each server has one vote.
 *   <li>The package knows neither the configuration nor what clients are sent.
 * </ul>
 */
package io.timeserverd.timekeeping;
