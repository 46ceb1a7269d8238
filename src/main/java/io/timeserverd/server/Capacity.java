package io.timeserverd.server;

import io.timeserverd.conf.Settings;
import io.timeserverd.log.Log;

/** The limit of open connections: as configured, or fewer where file descriptors or the heap would run out. */
final class Capacity {
    private final HeapBudget heap;
    private DescriptorLimit descriptors = DescriptorLimit.ofProcess();
    private int configured;

    Capacity(HeapBudget heap) {
        this.heap = heap;
    }

    /** Reads the settings and the limits of the process, both of which may have changed. Returns whether the limit changed. */
    boolean update(Settings settings) {
        int connectionsBefore = connections();
        DescriptorLimit descriptorsBefore = descriptors;
        descriptors = DescriptorLimit.ofProcess();
        configured = settings.limits().connections();
        return connections() != connectionsBefore || !descriptors.equals(descriptorsBefore);
    }

    /** The number of connections that may be open. */
    int connections() {
        return Math.min(descriptors.connections(configured), heap.connections(configured));
    }

    DescriptorLimit descriptors() {
        return descriptors;
    }

    void log() {
        Log.info(
                "connections-limit",
                "connections",
                connections(),
                "configured",
                configured,
                "descriptors",
                descriptors,
                "heap-allows",
                heap.connections(Integer.MAX_VALUE));
    }
}
