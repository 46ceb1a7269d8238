package io.timeserverd.ntp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;

/** Feeds a synchroniser with packets of three servers and with a report of chronyd. None of them may throw. */
public final class NtpFuzz {
    private static final int SERVERS = 3;
    private static final int ORIGIN_AT = 24;
    private static final long START_TICK = Long.MAX_VALUE - NtpSimulation.SECOND;

    private NtpFuzz() {}

    /**
     * Tries one input.
     *
     * @param input pieces of a control byte and a packet. The lowest two bits of the control byte choose the server, bit 2 makes the
     *     packet repeat the cookie of the last request, and bits 3 to 7 say how many eighths of a second pass.
     */
    public static void fuzzerTestOneInput(byte[] input) {
        var settings = new Synchroniser.Settings(
                NtpSimulation.SECOND, 64 * NtpSimulation.SECOND, NtpSimulation.SECOND, NtpSimulation.DAY);
        var synchroniser =
                new Synchroniser(settings, Frequency.UNKNOWN, new Random(1), START_TICK, NtpSimulation.START_UTC_NS);
        for (int i = 0; i < SERVERS; i++) {
            synchroniser.add("server" + i, START_TICK);
        }
        var cookies = new long[SERVERS];
        long tick = START_TICK;
        for (int from = 0; from < input.length; from += 1 + NtpPacket.BYTES) {
            int control = input[from];
            tick += ((control >> 3) & 31) * NtpSimulation.SECOND / 8;
            var due = new ArrayDeque<>(synchroniser.due(tick));
            for (Action action : due) {
                if (action instanceof Action.Send send) {
                    cookies[send.server()] = send.request().transmit();
                }
            }
            int server = (control & 3) % SERVERS;
            byte[] packet = Arrays.copyOfRange(input, from + 1, Math.min(input.length, from + 1 + NtpPacket.BYTES));
            if ((control & 4) != 0 && packet.length == NtpPacket.BYTES) {
                ByteBuffer.wrap(packet).putLong(ORIGIN_AT, cookies[server]);
            }
            synchroniser.received(server, ByteBuffer.wrap(packet), tick + NtpSimulation.SECOND / 1000);
            synchroniser.nextTick(tick);
        }
        synchroniser.servers(tick);
        ChronyReport.decode(ByteBuffer.wrap(input), 1);
    }
}
