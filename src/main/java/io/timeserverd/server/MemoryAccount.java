package io.timeserverd.server;

import java.util.Arrays;

/**
 * Counts the bytes that the daemon holds for clients, by kind. Each client has an account, and the total is an account too.
 *
 * <p>An account is <em>tight</em> in a kind above three quarters of its limit. Connections that would add to it then wait: if
 * too much input is held, those that hold none; if too many replies are unsent, all connections of the client. If the total is
 * tight, this applies to each client that holds more than a sixteenth of its limit of that kind; all others are still served. If
 * the total <em>exceeds</em> its limit, the connections that hold most are closed. Belongs to one thread.
 */
final class MemoryAccount {
    /** The kinds of memory. */
    enum Kind {
        /** Input that is not answered yet, in the heap. An answer to it frees it. */
        INPUT,
        /** Replies that the socket did not take, in the heap. Only a client that reads frees it, or the deadline. */
        REPLIES,
        /** Replies in the send buffers of the kernel, for sockets that take no more. */
        KERNEL
    }

    /** A client may hold one in this many bytes of the total limit. */
    private static final int CLIENTS_PART = 4;

    /** A client that holds no more than one in this many bytes of its limit never waits because of other clients. */
    private static final int LITTLE_PART = 16;

    private static final int KINDS = Kind.values().length;

    private final MemoryAccount total;
    private final long[] limits;
    private final long[] clientLimits;
    private final long[] held = new long[KINDS];

    /**
     * Makes the total account of all clients.
     *
     * @param heapBytes for input and replies, half of it each
     * @param kernelBytes for the send buffers of the kernel
     */
    MemoryAccount(long heapBytes, long kernelBytes) {
        this.total = this;
        this.limits = new long[] {heapBytes / 2, heapBytes / 2, kernelBytes};
        this.clientLimits =
                Arrays.stream(limits).map(limit -> limit / CLIENTS_PART).toArray();
    }

    private MemoryAccount(MemoryAccount total) {
        this.total = total;
        this.limits = total.clientLimits;
        this.clientLimits = limits;
    }

    /** Makes the account of one client. Its bytes count for this total, too. */
    MemoryAccount ofClient() {
        return new MemoryAccount(this);
    }

    /** Adds to the bytes held, or subtracts if {@code bytes} is negative. */
    void charge(Kind kind, long bytes) {
        held[kind.ordinal()] += bytes;
        if (total != this) {
            total.charge(kind, bytes);
        }
    }

    /**
     * Whether a connection of this client must wait before it is served.
     *
     * @param holdsInput whether the connection holds input, which serving it would free
     */
    boolean mustWait(boolean holdsInput) {
        return makesWait(Kind.REPLIES) || makesWait(Kind.KERNEL) || (makesWait(Kind.INPUT) && !holdsInput);
    }

    private boolean makesWait(Kind kind) {
        return isTight(kind) || (total.isTight(kind) && held(kind) > limit(kind) / LITTLE_PART);
    }

    private boolean isTight(Kind kind) {
        return held(kind) > limit(kind) / 4 * 3;
    }

    /** Whether anything is held. */
    boolean holdsAny() {
        return held[0] + held[1] + held[2] > 0;
    }

    /** Whether more of a kind is held than {@code fraction} of its limit. */
    boolean exceeds(Kind kind, double fraction) {
        return held(kind) > fraction * limit(kind);
    }

    /** The bytes of a kind that are held. */
    long held(Kind kind) {
        return held[kind.ordinal()];
    }

    /** The bytes of a kind that may be held. */
    long limit(Kind kind) {
        return limits[kind.ordinal()];
    }
}
