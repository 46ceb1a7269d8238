/**
 * The sources of the reference clock: the host's clock together with its witnesses, or NTP servers that the daemon asks
 * itself. This package has their sockets, their names and the drift file. The meaning of their packets is in
 * {@link io.timeserverd.ntp}, and the clock itself in {@link io.timeserverd.clock}.
 *
 * <pre>
 *   Timekeeper --> SystemSource --> ChronydWitness ---> ChronyLink -------> Datagrams
 *       |              |----------> TimesyncdWitness -> ProgramPoll -> HostPrograms (run by a helper)
 *       |              `----------> KernelWitness ----> ProgramPoll
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
 *   <li>Nothing here blocks the loop: helper threads look up names, run other programs and write the drift file.
 *   <li>The clock can be read from the first moment; it is unsynchronised until a source knows the time.
 *   <li>A packet counts as received when its turn's {@code select} returned, which is never before it arrived.
 *   <li>No address is asked under two names, so that each server has one vote.
 *   <li>The package knows neither the configuration nor the replies to clients.
 * </ul>
 */
package io.timeserverd.timekeeping;
