/**
 * The reference clock's sources of time: chronyd on this host, or NTP servers that the daemon asks itself.
 *
 * <pre>
 *   Timekeeper -> SystemSource -> ChronyLink --.
 *          `----> NtpSource -> NtpServer -------`-> Datagrams
 *                       `----> NtpNames, DriftFile
 * </pre>
 *
 * <p>What must stay true: nothing here blocks the loop; names are looked up and files written on the helper thread.
 */
package io.timeserverd.timekeeping;
