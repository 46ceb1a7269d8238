package io.timeserverd.bench;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;

/** The file descriptors of a process of the benchmarks. */
final class Descriptors {
    private static final int MOST = OneShots.OPEN_BOUND + 100;

    private Descriptors() {}

    /**
     * Makes the system's table of the descriptors of this process large enough. The system doubles it when it is used up, and
     * a thread that wants one more waits meanwhile, 15 ms and more: this would dominate the figures of a server or a generator
     * that it happens to.
     */
    static void makeRoom() throws IOException {
        var open = new ArrayList<Closeable>();
        try {
            for (int i = 0; i < MOST; i++) {
                open.add(new FileInputStream("/dev/null"));
            }
        } catch (FileNotFoundException e) {
            System.err.println("room for no more than " + open.size() + " descriptors: " + e.getMessage());
        }
        for (Closeable descriptor : open) {
            descriptor.close();
        }
    }
}
