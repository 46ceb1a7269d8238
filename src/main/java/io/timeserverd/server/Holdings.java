package io.timeserverd.server;

import io.timeserverd.server.MemoryAccount.Kind;

/** What one connection makes the daemon hold, charged to the account of its client. */
final class Holdings {
    private final MemoryAccount account;
    private final int[] charged = new int[Kind.values().length];

    Holdings(MemoryAccount account) {
        this.account = account;
    }

    /** Says how many bytes of a kind are held from now on. */
    void set(Kind kind, int bytes) {
        int before = charged[kind.ordinal()];
        if (bytes != before) {
            account.charge(kind, bytes - before);
            charged[kind.ordinal()] = bytes;
        }
    }

    /** Whether the connection has to wait before it is served, until less memory is held. */
    boolean mustWait() {
        return account.mustWait(charged[Kind.INPUT.ordinal()] > 0);
    }

    /** Bytes of a kind that are held. */
    int held(Kind kind) {
        return charged[kind.ordinal()];
    }
}
