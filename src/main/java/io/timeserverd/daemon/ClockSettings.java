package io.timeserverd.daemon;

import io.timeserverd.conf.Addresses;
import io.timeserverd.conf.HostPort;
import io.timeserverd.conf.Settings;
import io.timeserverd.timekeeping.NtpHost;
import io.timeserverd.timekeeping.TimekeeperOptions;
import java.net.InetSocketAddress;

/** Makes the options of the timekeeper, which does not depend on the configuration, of the settings of the clock. */
final class ClockSettings {
    private ClockSettings() {}

    static TimekeeperOptions of(Settings.Clock settings) {
        return new TimekeeperOptions(
                switch (settings.source()) {
                    case SYSTEM -> TimekeeperOptions.Source.SYSTEM;
                    case NTP -> TimekeeperOptions.Source.NTP;
                },
                settings.servers().stream().map(ClockSettings::host).toList(),
                settings.pollMin(),
                settings.pollMax(),
                settings.maxError(),
                settings.maxStep());
    }

    /** Leaves names unresolved, because the timekeeper looks them up. */
    private static NtpHost host(HostPort server) {
        InetSocketAddress address = Addresses.numeric(server.host())
                .map(numeric -> new InetSocketAddress(numeric, server.port()))
                .orElseGet(() -> InetSocketAddress.createUnresolved(server.host(), server.port()));
        return new NtpHost(server.toString(), address);
    }

    /** A server's address and port, in the form of the settings. */
    static String text(InetSocketAddress server) {
        return new HostPort(Addresses.text(server.getAddress()), server.getPort()).toString();
    }
}
