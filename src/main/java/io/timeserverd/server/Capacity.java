package io.timeserverd.server;

import io.timeserverd.conf.Settings;
import io.timeserverd.log.Log;

/** How many connections there may be: as configured, or fewer where descriptors or the heap do not suffice. */
final class Capacity {
    private final Heap heap;
    private Descriptors descriptors = Descriptors.ofProcess();
    private int wanted;

    Capacity(Heap heap) {
        this.heap = heap;
    }

    /** Looks at the settings and at the limits of the process, which may have changed; returns whether the answer did. */
    boolean update(Settings settings) {
        int connectionsBefore = connections();
        Descriptors descriptorsBefore = descriptors;
        descriptors = Descriptors.ofProcess();
        wanted = settings.limits().connections();
        return connections() != connectionsBefore || !descriptors.equals(descriptorsBefore);
    }

    /** Connections that there may be. */
    int connections() {
        return Math.min(descriptors.connections(wanted), heap.connections(wanted));
    }

    Descriptors descriptors() {
        return descriptors;
    }

    void log() {
        Log.info(
                "connections-limit",
                "connections",
                connections(),
                "configured",
                wanted,
                "descriptors",
                descriptors,
                "heap-allows",
                heap.connections(Integer.MAX_VALUE));
    }
}
