package io.timeserverd.daemon;

import io.timeserverd.conf.Addresses;
import io.timeserverd.conf.HostPort;
import io.timeserverd.conf.Settings;
import io.timeserverd.timekeeping.NtpHost;
import io.timeserverd.timekeeping.TimekeeperOptions;
import java.net.InetSocketAddress;

/** The settings of the clock in the timekeeper's own words: it knows no configuration. */
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
                settings.maxError());
    }

    /** Asks no name service: a name stays unresolved. */
    private static NtpHost host(HostPort server) {
        var address = Addresses.numeric(server.host())
                .map(numeric -> new InetSocketAddress(numeric, server.port()))
                .orElseGet(() -> InetSocketAddress.createUnresolved(server.host(), server.port()));
        return new NtpHost(server.toString(), address);
    }

    /** {@code address:port} of a server, as the settings would write it. */
    static String text(InetSocketAddress server) {
        return new HostPort(Addresses.text(server.getAddress()), server.getPort()).toString();
    }
}
