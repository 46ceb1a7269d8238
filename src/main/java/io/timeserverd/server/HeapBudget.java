package io.timeserverd.server;

/**
 * Divides the heap, so that everything that clients can make the daemon hold fits into it at the same time:
 *
 * <pre>
 *     what the program needs at rest       {@link #AT_REST_BYTES}: places, zones, the memory of lines, the journal, the code
 *     the table of clients                 {@link Clients#BOUND} entries
 *     connections at their largest         {@link #CONNECTION_BYTES} and an entry in the table of clients each
 *     unread input and unsent replies      an eighth of the heap, counted in {@link MemoryAccount}
 *     short-lived objects                  a quarter, which also holds the queues of waiting clients
 * </pre>
 *
 * @param maxBytes the maximum size of the heap
 */
record HeapBudget(long maxBytes) {
    /** Live bytes after a full collection, without clients: measured 11 MB, and 20 MB after every kind of request. */
    private static final long AT_REST_BYTES = 20L << 20;

    /** The bytes of a connection with its channel and key: measured 1,139 ({@code make bench BENCH=idle}). */
    private static final int CONNECTION_BYTES = 1280;

    private static final int HELD_PART = 8;
    private static final int SHORT_LIVED_PART = 4;

    /** Bytes of unread replies that the kernel may hold. They are not in the heap. */
    private static final long KERNEL_BYTES = 256L << 20;

    static HeapBudget ofProcess() {
        return new HeapBudget(Runtime.getRuntime().maxMemory());
    }

    /** The account of all memory that is held for clients. */
    MemoryAccount account() {
        return new MemoryAccount(maxBytes / HELD_PART, KERNEL_BYTES);
    }

    /** How many connections may be open if {@code configured} are allowed: fewer if the heap is too small for them. */
    int connections(int configured) {
        long room = maxBytes
                - maxBytes / HELD_PART
                - maxBytes / SHORT_LIVED_PART
                - AT_REST_BYTES
                - (long) Clients.BOUND * Clients.ENTRY_BYTES;
        long fitting = room / (CONNECTION_BYTES + Clients.ENTRY_BYTES);
        return (int) Math.max(1, Math.min(configured, fitting));
    }
}
