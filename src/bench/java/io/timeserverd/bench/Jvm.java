package io.timeserverd.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks the JVM of a server, from outside, for its own counters. */
final class Jvm implements AutoCloseable {
    private final JMXConnector connector;
    private final MemoryMXBean memory;

    private Jvm(JMXConnector connector) throws IOException {
        this.connector = connector;
        memory = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    @SuppressWarnings("BanJNDI") // the address comes from a process that was started here
    static Jvm of(Subject subject) throws IOException {
        try {
            var machine = VirtualMachine.attach(Long.toString(subject.pid()));
            try {
                return new Jvm(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("no JVM to ask: process " + subject.pid(), e);
        }
    }

    /** How many bytes of the heap are still needed. */
    long heapNeeded() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
