package io.timeserverd.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a client says and hears.
 *
 * @param requests said in turn, one a connection; empty texts say nothing
 * @param serverCloses whether the server closes after its answer; else the client does after the first bytes of it
 * @param replyLines line feeds in one reply
 */
@SuppressWarnings("ArrayRecordComponent") // never changed nor compared
record Dialogue(byte[][] requests, boolean serverCloses, int replyLines) {
    static Dialogue of(boolean serverCloses, int replyLines, String... requests) {
        var bytes = new byte[requests.length][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = requests[i].getBytes(StandardCharsets.UTF_8);
        }
        return new Dialogue(bytes, serverCloses, replyLines);
    }

    /** Whether what was read into a buffer is an error of the daemon's: no other answer begins so. */
    static boolean isError(ByteBuffer heard) {
        return heard.get(0) == 'E';
    }

    /** The requests, each to be rewound before it is written. */
    ByteBuffer[] buffers() {
        var buffers = new ByteBuffer[requests.length];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = ByteBuffer.allocateDirect(requests[i].length).put(requests[i]);
        }
        return buffers;
    }
}
