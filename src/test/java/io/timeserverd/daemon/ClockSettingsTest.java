package io.timeserverd.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.timeserverd.conf.SettingsReader;
import io.timeserverd.timekeeping.NtpHost;
import io.timeserverd.timekeeping.TimekeeperOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockSettingsTest {
    private static TimekeeperOptions options(String... settings) {
        SettingsReader.Result read = SettingsReader.read(List.of(settings));
        SettingsReader.Loaded loaded = assertInstanceOf(SettingsReader.Loaded.class, read);
        return ClockSettings.of(loaded.settings().clock());
    }

    @Test
    void passesEverySettingToTheTimekeeper() throws UnknownHostException {
        var server = new NtpHost("192.0.2.7:11123", new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 11123));
        assertEquals(
                new TimekeeperOptions(
                        TimekeeperOptions.Source.NTP,
                        List.of(server),
                        Duration.ofSeconds(32),
                        Duration.ofSeconds(64),
                        Duration.ofMillis(20),
                        Duration.ofHours(2)),
                options(
                        "clock.source=ntp",
                        "clock.max-step=2h",
                        "clock.servers=192.0.2.7:11123",
                        "clock.poll-min=32s",
                        "clock.poll-max=64s",
                        "clock.max-error=20ms"));
        assertEquals(TimekeeperOptions.Source.SYSTEM, options().source());
    }

    @Test
    void anAddressKeepsItsSpellingInTheSettings() throws UnknownHostException {
        var address = new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 123);
        assertEquals(
                List.of(new NtpHost("[2001:DB8:0::1]:123", address)),
                options("clock.source=ntp", "clock.servers=[2001:DB8:0::1]").servers());
    }

    @Test
    void leavesANameUnresolved() {
        assertEquals(
                List.of(new NtpHost("ntp.invalid:123", InetSocketAddress.createUnresolved("ntp.invalid", 123))),
                options("clock.source=ntp", "clock.servers=ntp.invalid").servers());
    }

    @Test
    void writesAddressesInTheFormOfTheSettings() throws UnknownHostException {
        var ipv4 = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 123);
        var ipv6 = new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 11123);
        assertEquals("192.0.2.1:123", ClockSettings.text(ipv4));
        assertEquals("[2001:db8::1]:11123", ClockSettings.text(ipv6));
    }
}
