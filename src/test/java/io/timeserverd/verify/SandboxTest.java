package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.timeserverd.verify.Container.Network;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The sandbox of the service does not hinder any client: runs the tests of clients against the installed service. */
@Tag("verify")
class SandboxTest {
    private Container machine;

    @BeforeEach
    void install() throws Exception {
        machine = Container.boot(Network.SHARED);
        // Not to be started by the installation, on a port that may be someone's here. And a machine that other work
        // slows
        // down is not taken for one that is stuck.
        machine.succeed("printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d"
                + " && mkdir -p /run/systemd/system/timeserverd.service.d"
                + " && printf '[Service]\\nWatchdogSec=60s\\n' >/run/systemd/system/timeserverd.service.d/test.conf");
        DebianPackage.install(machine);
        DaemonProcess.runIn(Optional.of(machine));
    }

    @AfterEach
    void end() throws Exception {
        DaemonProcess.runIn(Optional.empty());
        machine.close();
    }

    @Test
    void servesEveryClient() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        selectClass(EveryClientTest.class),
                        selectClass(RequestBytesTest.class),
                        selectClass(DeadlineTest.class),
                        selectClass(TimeclientProgramTest.class))
                .filters(TagFilter.excludeTags("long"))
                .build();
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        var told = new StringWriter();
        summary.printFailuresTo(new PrintWriter(told));
        assertEquals(0, summary.getTotalFailureCount(), told::toString);
        assertTrue(summary.getTestsSucceededCount() > 50, () -> "only " + summary.getTestsSucceededCount() + " tests");
    }
}
