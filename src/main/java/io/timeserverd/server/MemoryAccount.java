package io.timeserverd.server;

import java.util.Arrays;

/**
 * What clients make the daemon hold, in bytes, by kind. Each client has an account; in the total all of them add up.
 *
 * <p>An account is <em>tight</em> in one kind at three quarters of its limit. Then connections wait that would add to it: with
 * much input held, those that hold none; with many replies unsent, all of that client. When the total is tight, this holds for
 * the clients that hold more than a sixteenth of their limit of that kind; all others are still served. When the total is
 * <em>exceeded</em> the connections are closed that hold most. Belongs to one thread.
 */
final class MemoryAccount {
    /** What is held. */
    enum Kind {
        /** Input that is not answered yet, in the heap. Answering it frees it. */
        INPUT,
        /** Replies that the socket did not take, in the heap. Only the client can free it, by reading, or its deadline. */
        REPLIES,
        /** Replies in the send buffers of the kernel, for sockets that take no more. */
        KERNEL
    }

    /** A client may have this part of the total. */
    private static final int CLIENTS_PART = 4;

    /** A client that holds no more than this part of its limit does not wait because of what others hold. */
    private static final int LITTLE_PART = 16;

    private static final int KINDS = Kind.values().length;

    private final MemoryAccount total;
    private final long[] limits;
    private final long[] clientLimits;
    private final long[] held = new long[KINDS];

    /**
     * An account in which those of all clients add up.
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

    /** A new account of one client, in this total. */
    MemoryAccount ofClient() {
        return new MemoryAccount(this);
    }

    /** Adds to what is held; a negative number takes away. */
    void charge(Kind kind, long bytes) {
        held[kind.ordinal()] += bytes;
        if (total != this) {
            total.charge(kind, bytes);
        }
    }

    /**
     * Whether a connection of this account's client has to wait before it is served.
     *
     * @param holdsInput whether that connection holds input, which serving it would free
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

    /** Whether more is held of a kind than this fraction of its limit. */
    boolean exceeds(Kind kind, double fraction) {
        return held(kind) > fraction * limit(kind);
    }

    /** Bytes of one kind that are held. */
    long held(Kind kind) {
        return held[kind.ordinal()];
    }

    /** Bytes of one kind that may be held. */
    long limit(Kind kind) {
        return limits[kind.ordinal()];
    }
}
