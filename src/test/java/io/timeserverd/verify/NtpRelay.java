package io.timeserverd.verify;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Relays between a client and a real NTP server, and changes the replies as bad networks and servers would. */
final class NtpRelay implements AutoCloseable {
    private static final int ORIGIN_AT = 24;
    private static final int RECEIVE_AT = 32;
    private static final int TRANSMIT_AT = 40;
    private static final long PATIENCE_MS = 2000;
    private static final int DELAY_MS = 200;

    /** How a reply is changed. */
    enum Trick {
        NONE,
        /** It is replaced by thirteen bytes. */
        GARBAGE,
        /** The previous reply is sent again. */
        REPLAY,
        /** It replies to a request that was never sent. */
        ORIGIN,
        /** It has the kiss code RATE. */
        RATE,
        /** It has the kiss code DENY. */
        DENY,
        /** It is 200 ms late, but the request was not. */
        DELAY,
        /** The server's clock is a second ahead. */
        SECOND,
        /** The server's clock is an hour ahead. */
        HOUR,
        /** The server's clock is a month ahead. */
        MONTH
    }

    private final DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Thread thread = new Thread(this::relay, "ntp-relay");
    private final InetSocketAddress behind;
    private volatile Trick trick = Trick.NONE;
    private byte[] before = {};

    NtpRelay(Chronyd server) throws IOException {
        behind = server.address();
        this.server.setSoTimeout((int) PATIENCE_MS);
        thread.start();
    }

    String name() {
        return "127.0.0.1:" + client.getLocalPort();
    }

    void play(Trick newTrick) {
        trick = newTrick;
    }

    private void relay() {
        while (!client.isClosed()) {
            try {
                var request = new DatagramPacket(new byte[1024], 1024);
                client.receive(request);
                server.send(new DatagramPacket(request.getData(), request.getLength(), behind));
                var reply = new DatagramPacket(new byte[1024], 1024);
                server.receive(reply);
                byte[] bytes = played(Arrays.copyOf(reply.getData(), reply.getLength()));
                client.send(new DatagramPacket(bytes, bytes.length, request.getSocketAddress()));
            } catch (SocketException | SocketTimeoutException e) {
                // The test is over, or a packet was lost.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private byte[] played(byte[] reply) {
        var packet = ByteBuffer.wrap(reply);
        switch (trick) {
            case NONE -> before = reply.clone();
            case GARBAGE -> {
                return "nothing to do".getBytes(StandardCharsets.US_ASCII);
            }
            case REPLAY -> {
                return before;
            }
            case ORIGIN -> packet.putLong(ORIGIN_AT, ~packet.getLong(ORIGIN_AT));
            case RATE -> kiss(packet, "RATE");
            case DENY -> kiss(packet, "DENY");
            case DELAY -> pause();
            case SECOND -> ahead(packet, 1);
            case HOUR -> ahead(packet, 3600);
            case MONTH -> ahead(packet, 31 * 86_400);
        }
        return reply;
    }

    private static void kiss(ByteBuffer packet, String code) {
        packet.put(1, (byte) 0).put(12, code.getBytes(StandardCharsets.US_ASCII));
    }

    private static void ahead(ByteBuffer packet, int seconds) {
        packet.putInt(RECEIVE_AT, packet.getInt(RECEIVE_AT) + seconds);
        packet.putInt(TRANSMIT_AT, packet.getInt(TRANSMIT_AT) + seconds);
    }

    private static void pause() {
        try {
            Thread.sleep(DELAY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
