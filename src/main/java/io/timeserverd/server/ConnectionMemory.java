package io.timeserverd.server;

import io.timeserverd.server.MemoryAccount.Kind;

/** The memory that the daemon holds for one connection, charged to the account of its client. */
final class ConnectionMemory {
    private final MemoryAccount account;
    private final int[] charged = new int[Kind.values().length];

    ConnectionMemory(MemoryAccount account) {
        this.account = account;
    }

    /** Sets how many bytes of a kind are held now. */
    void set(Kind kind, int bytes) {
        int before = charged[kind.ordinal()];
        if (bytes != before) {
            account.charge(kind, bytes - before);
            charged[kind.ordinal()] = bytes;
        }
    }

    /** Whether the connection must not be served before less memory is held. */
    boolean mustWait() {
        return account.mustWait(charged[Kind.INPUT.ordinal()] > 0);
    }

    /** The bytes of a kind that are held. */
    int held(Kind kind) {
        return charged[kind.ordinal()];
    }
}
