package io.timeserverd.server;

/**
 * How the heap is shared out, so that everything that clients can make the daemon hold fits into it together:
 *
 * <pre>
 *     what the program needs at rest       {@link #AT_REST_BYTES}: places, zones, the memory of lines, the journal, the code
 *     the table of clients                 {@link Clients#BOUND} entries
 *     connections, each at its worst       {@link #CONNECTION_BYTES} and an entry in the table of clients each
 *     unread input and unsent replies      an eighth of the heap, counted in {@link MemoryAccount}
 *     room for what is short-lived         a quarter; it takes the queues of the clients that wait, too
 * </pre>
 *
 * @param maxBytes size of the heap at most
 */
record Heap(long maxBytes) {
    /** Live after a full collection without clients: measured 11 MB, and 20 MB when everything had been asked for. */
    private static final long AT_REST_BYTES = 20L << 20;

    /** A connection with its channel and key: measured 1,139 ({@code make bench BENCH=idle}). */
    private static final int CONNECTION_BYTES = 1280;

    private static final int HELD_PART = 8;
    private static final int SHORT_LIVED_PART = 4;

    /** What the kernel may hold of replies that clients do not read. It is not in the heap. */
    private static final long KERNEL_BYTES = 256L << 20;

    static Heap ofProcess() {
        return new Heap(Runtime.getRuntime().maxMemory());
    }

    /** The account of all memory that is held for clients. */
    MemoryAccount account() {
        return new MemoryAccount(maxBytes / HELD_PART, KERNEL_BYTES);
    }

    /** How many connections there may be where {@code wanted} are configured: fewer if the heap is too small for them. */
    int connections(int wanted) {
        long room = maxBytes
                - maxBytes / HELD_PART
                - maxBytes / SHORT_LIVED_PART
                - AT_REST_BYTES
                - (long) Clients.BOUND * Clients.ENTRY_BYTES;
        long fitting = room / (CONNECTION_BYTES + Clients.ENTRY_BYTES);
        return (int) Math.max(1, Math.min(wanted, fitting));
    }
}
