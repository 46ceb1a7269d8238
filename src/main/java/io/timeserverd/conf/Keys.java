package io.timeserverd.conf;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.timeserverd.conf.Settings.Answer;
import io.timeserverd.conf.Settings.Clock;
import io.timeserverd.conf.Settings.Daytime;
import io.timeserverd.conf.Settings.Journal;
import io.timeserverd.conf.Settings.Listen;
import io.timeserverd.conf.Settings.Log;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The table of keys: for each its name, its default, its kind with the range of values, and whether a running daemon can change
 * it. This is the only place for them.
 */
final class Keys {
    private static final int MAX_LISTENERS = 16;
    private static final int MAX_SERVERS = 16;
    private static final int MAX_MENU = 64;
    private static final int MAX_BLOCKS = 1024;
    private static final int NTP_PORT = 123;
    private static final int MILLION = 1_000_000;
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long TIB = 1L << 40;

    /** In the order of {@link Settings#values}. */
    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<List<HostPort>> LISTEN_TEXT = fixed("listen.text", "*:9999", ValueKind.listeners(MAX_LISTENERS));
    static final Key<List<HostPort>> LISTEN_DAYTIME =
            fixed("listen.daytime", "off", ValueKind.listeners(MAX_LISTENERS));
    static final Key<List<HostPort>> LISTEN_TIME = fixed("listen.time", "off", ValueKind.listeners(MAX_LISTENERS));
    static final Key<List<HostPort>> LISTEN_HTTP = fixed("listen.http", "off", ValueKind.listeners(MAX_LISTENERS));
    static final Key<List<HostPort>> LISTEN_METRICS =
            fixed("listen.metrics", "off", ValueKind.listeners(MAX_LISTENERS));
    static final Key<Path> LISTEN_CONTROL =
            fixed("listen.control", "/run/timeserverd/control.sock", ValueKind.socketPath());
    static final Key<Listen.Share> LISTEN_SHARE =
            fixed("listen.share", "no", ValueKind.choice(List.of(Listen.Share.values())));

    static final Key<String> ANSWER_ZONE = reloadable("answer.zone", "UTC", ValueKind.text());
    static final Key<String> ANSWER_FORMAT = reloadable("answer.format", "%Y-%m-%d %H:%M:%S", ValueKind.text());
    static final Key<Answer.Greeting> ANSWER_GREETING =
            reloadable("answer.greeting", "none", ValueKind.choice(List.of(Answer.Greeting.values())));
    static final Key<List<String>> ANSWER_MENU = reloadable(
            "answer.menu",
            "Asia/Kolkata, America/New_York, Africa/Maseru, America/Chicago, Europe/Athens",
            ValueKind.list(MAX_MENU, ValueKind.text().parser()));
    static final Key<Answer.Unsynchronised> ANSWER_UNSYNCHRONISED =
            reloadable("answer.unsynchronised", "serve", ValueKind.choice(List.of(Answer.Unsynchronised.values())));

    static final Key<Daytime.Format> DAYTIME_FORMAT =
            reloadable("daytime.format", "plain", ValueKind.choice(List.of(Daytime.Format.values())));

    static final Key<Clock.Source> CLOCK_SOURCE =
            reloadable("clock.source", "system", ValueKind.choice(List.of(Clock.Source.values())));
    static final Key<List<HostPort>> CLOCK_SERVERS =
            reloadable("clock.servers", "", ValueKind.list(MAX_SERVERS, Keys::server));
    static final Key<Duration> CLOCK_POLL_MIN =
            reloadable("clock.poll-min", "16s", ValueKind.duration(ofSeconds(1), ofHours(36)));
    static final Key<Duration> CLOCK_POLL_MAX =
            reloadable("clock.poll-max", "1024s", ValueKind.duration(ofSeconds(1), ofHours(36)));
    static final Key<Duration> CLOCK_MAX_ERROR =
            reloadable("clock.max-error", "1s", ValueKind.duration(ofMillis(1), ofDays(1)));
    static final Key<Duration> CLOCK_MAX_STEP =
            reloadable("clock.max-step", "1d", ValueKind.duration(ofSeconds(1), ofDays(36_500)));

    static final Key<Optional<Path>> ZONES_PATH = fixed("zones.path", "/usr/share/zoneinfo", ValueKind.optionalPath());
    static final Key<Duration> ZONES_CHECK = fixed("zones.check", "60s", ValueKind.duration(ofSeconds(1), ofDays(1)));

    static final Key<Optional<Path>> PLACES_EXTRA = reloadable("places.extra", "", ValueKind.optionalPath());

    static final Key<Path> JOURNAL_PATH = fixed("journal.path", "/var/lib/timeserverd", ValueKind.path());
    static final Key<Journal.Sync> JOURNAL_SYNC =
            fixed("journal.sync", "second", ValueKind.choice(List.of(Journal.Sync.values())));
    static final Key<Long> JOURNAL_SEGMENT = fixed("journal.segment", "64MiB", ValueKind.size(256 * KIB, 4 * GIB));
    static final Key<Duration> JOURNAL_RETENTION =
            fixed("journal.retention", "30d", ValueKind.duration(ofSeconds(1), ofDays(36500)));
    static final Key<Long> JOURNAL_MAX_SIZE = fixed("journal.max-size", "1GiB", ValueKind.size(8 * MIB, 16 * TIB));
    static final Key<Journal.Client> JOURNAL_CLIENT =
            fixed("journal.client", "full", ValueKind.choice(List.of(Journal.Client.values())));
    static final Key<Journal.WhenFull> JOURNAL_WHEN_FULL =
            fixed("journal.when-full", "drop-oldest", ValueKind.choice(List.of(Journal.WhenFull.values())));

    static final Key<Integer> LIMITS_CONNECTIONS =
            reloadable("limits.connections", "10000", ValueKind.number(1, MILLION));
    static final Key<Integer> LIMITS_CONNECTIONS_PER_CLIENT =
            reloadable("limits.connections-per-client", "256", ValueKind.number(1, MILLION));
    static final Key<Integer> LIMITS_CONNECTIONS_PER_NETWORK =
            reloadable("limits.connections-per-network", "2048", ValueKind.number(1, MILLION));
    static final Key<Integer> LIMITS_RATE = reloadable("limits.rate", "0", ValueKind.number(0, MILLION));
    static final Key<Integer> LIMITS_BURST = reloadable("limits.burst", "0", ValueKind.number(0, MILLION));
    static final Key<Duration> LIMITS_REQUEST_TIMEOUT =
            reloadable("limits.request-timeout", "10s", ValueKind.duration(ofMillis(10), ofHours(1)));
    static final Key<Duration> LIMITS_IDLE_TIMEOUT =
            reloadable("limits.idle-timeout", "60s", ValueKind.duration(ofMillis(10), ofDays(1)));
    static final Key<Duration> LIMITS_LINGER =
            reloadable("limits.linger", "1s", ValueKind.duration(ofMillis(1), ofMinutes(1)));

    static final Key<List<Cidr>> ACCESS_ALLOW = reloadable("access.allow", "", ValueKind.list(MAX_BLOCKS, Cidr::parse));
    static final Key<List<Cidr>> ACCESS_DENY = reloadable("access.deny", "", ValueKind.list(MAX_BLOCKS, Cidr::parse));
    static final Key<List<Cidr>> ACCESS_STATUS =
            reloadable("access.status", "127.0.0.0/8, ::1", ValueKind.list(MAX_BLOCKS, Cidr::parse));
    static final Key<List<Cidr>> ACCESS_PROXIES =
            reloadable("access.proxies", "", ValueKind.list(MAX_BLOCKS, Cidr::parse));

    static final Key<Log.Level> LOG_LEVEL =
            reloadable("log.level", "info", ValueKind.choice(List.of(Log.Level.values())));

    private Keys() {}

    static List<Key<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    static Optional<Key<?>> find(String name) {
        for (Key<?> key : ALL) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private static Parsed<HostPort> server(String text) {
        return HostPort.parse(text, NTP_PORT)
                .then(server -> server.isWildcard() || server.port() == 0
                        ? Parsed.expected("one server and a port from 1 to 65535", text)
                        : Parsed.ok(server));
    }

    private static <T> Key<T> fixed(String name, String fallback, ValueKind<T> kind) {
        return add(new Key<>(ALL.size(), name, fallback, false, kind));
    }

    private static <T> Key<T> reloadable(String name, String fallback, ValueKind<T> kind) {
        return add(new Key<>(ALL.size(), name, fallback, true, kind));
    }

    private static <T> Key<T> add(Key<T> key) {
        ALL.add(key);
        return key;
    }
}
