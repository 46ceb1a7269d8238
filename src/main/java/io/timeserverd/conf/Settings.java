package io.timeserverd.conf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting of the program, valid by itself and together with the others. One record for each
 * first word of the keys; ranges and defaults stand in {@link Keys}, the meaning for an operator in
 * the shipped {@code timeserver.properties}. Comes from a {@link SettingsReader}.
 */
public record Settings(
        Listen listen,
        Answer answer,
        Daytime daytime,
        Clock clock,
        Zones zones,
        Places places,
        Journal journal,
        Limits limits,
        Access access,
        Log log) {

    /** Where clients are accepted; an empty list is a listener that is off. */
    public record Listen(
            List<HostPort> text,
            List<HostPort> daytime,
            List<HostPort> time,
            List<HostPort> http,
            List<HostPort> metrics,
            Path control,
            Share share) {
        /** Whether other processes of the same user may listen on the same ports, each getting a part of the clients. */
        public enum Share {
            NO,
            YES
        }
    }

    /** What the text listener says. Zone, format and menu are as written: names, not yet resolved. */
    public record Answer(
            String zone, String format, Greeting greeting, List<String> menu, Unsynchronised unsynchronised) {
        public enum Greeting {
            NONE,
            MENU
        }

        public enum Unsynchronised {
            SERVE,
            REFUSE
        }
    }

    public record Daytime(Format format) {
        public enum Format {
            PLAIN,
            NIST
        }
    }

    /** The reference clock. Servers are names or addresses, their port is 123 unless written. */
    public record Clock(
            Source source,
            List<HostPort> servers,
            Duration pollMin,
            Duration pollMax,
            Duration maxError,
            Duration maxStep) {
        public enum Source {
            SYSTEM,
            NTP
        }
    }

    /** The tree of compiled zones, none for the JVM's rules, and how often it is looked at. */
    public record Zones(Optional<Path> path, Duration check) {}

    /** An operator's own names. */
    public record Places(Optional<Path> extra) {}

    public record Journal(
            Path path,
            Sync sync,
            long segmentBytes,
            Duration retention,
            long maxSizeBytes,
            Client client,
            WhenFull whenFull) {
        public enum Sync {
            ALWAYS,
            SECOND,
            NEVER
        }

        public enum Client {
            FULL,
            PREFIX,
            NONE
        }

        public enum WhenFull {
            DROP_OLDEST,
            REFUSE
        }
    }

    /**
     * Bounds on clients.
     *
     * @param connections open at once
     * @param connectionsPerNetwork open at once from one IPv6 /48
     * @param rate requests a second for each client, 0 for no limit
     * @param burst as written; see {@link #effectiveBurst}
     */
    public record Limits(
            int connections,
            int connectionsPerClient,
            int connectionsPerNetwork,
            int rate,
            int burst,
            Duration requestTimeout,
            Duration idleTimeout,
            Duration linger) {
        /** Requests that a client may make at once: {@code limits.burst}, or where that is 0 the rate. */
        public int effectiveBurst() {
            return burst == 0 ? rate : burst;
        }
    }

    /**
     * What an address permits.
     *
     * @param status the clients that may see the whole {@code status}
     */
    public record Access(List<Cidr> allow, List<Cidr> deny, List<Cidr> status, List<Cidr> proxies) {}

    public record Log(Level level) {
        public enum Level {
            ERROR,
            WARN,
            INFO,
            DEBUG
        }
    }

    /** What holds when nothing is configured. */
    public static Settings defaults() {
        return of(Map.of());
    }

    /** The settings that good texts by key name make, with defaults for the keys without one. */
    static Settings of(Map<String, String> texts) {
        return new Settings(
                new Listen(
                        Keys.LISTEN_TEXT.in(texts),
                        Keys.LISTEN_DAYTIME.in(texts),
                        Keys.LISTEN_TIME.in(texts),
                        Keys.LISTEN_HTTP.in(texts),
                        Keys.LISTEN_METRICS.in(texts),
                        Keys.LISTEN_CONTROL.in(texts),
                        Keys.LISTEN_SHARE.in(texts)),
                new Answer(
                        Keys.ANSWER_ZONE.in(texts),
                        Keys.ANSWER_FORMAT.in(texts),
                        Keys.ANSWER_GREETING.in(texts),
                        Keys.ANSWER_MENU.in(texts),
                        Keys.ANSWER_UNSYNCHRONISED.in(texts)),
                new Daytime(Keys.DAYTIME_FORMAT.in(texts)),
                new Clock(
                        Keys.CLOCK_SOURCE.in(texts),
                        Keys.CLOCK_SERVERS.in(texts),
                        Keys.CLOCK_POLL_MIN.in(texts),
                        Keys.CLOCK_POLL_MAX.in(texts),
                        Keys.CLOCK_MAX_ERROR.in(texts),
                        Keys.CLOCK_MAX_STEP.in(texts)),
                new Zones(Keys.ZONES_PATH.in(texts), Keys.ZONES_CHECK.in(texts)),
                new Places(Keys.PLACES_EXTRA.in(texts)),
                new Journal(
                        Keys.JOURNAL_PATH.in(texts),
                        Keys.JOURNAL_SYNC.in(texts),
                        Keys.JOURNAL_SEGMENT.in(texts),
                        Keys.JOURNAL_RETENTION.in(texts),
                        Keys.JOURNAL_MAX_SIZE.in(texts),
                        Keys.JOURNAL_CLIENT.in(texts),
                        Keys.JOURNAL_WHEN_FULL.in(texts)),
                new Limits(
                        Keys.LIMITS_CONNECTIONS.in(texts),
                        Keys.LIMITS_CONNECTIONS_PER_CLIENT.in(texts),
                        Keys.LIMITS_CONNECTIONS_PER_NETWORK.in(texts),
                        Keys.LIMITS_RATE.in(texts),
                        Keys.LIMITS_BURST.in(texts),
                        Keys.LIMITS_REQUEST_TIMEOUT.in(texts),
                        Keys.LIMITS_IDLE_TIMEOUT.in(texts),
                        Keys.LIMITS_LINGER.in(texts)),
                new Access(
                        Keys.ACCESS_ALLOW.in(texts),
                        Keys.ACCESS_DENY.in(texts),
                        Keys.ACCESS_STATUS.in(texts),
                        Keys.ACCESS_PROXIES.in(texts)),
                new Log(Keys.LOG_LEVEL.in(texts)));
    }

    /** The value of every key, in the order of {@link Keys}. A getter in each of those would slow the start down. */
    List<Object> values() {
        return List.of(
                listen.text(),
                listen.daytime(),
                listen.time(),
                listen.http(),
                listen.metrics(),
                listen.control(),
                listen.share(),
                answer.zone(),
                answer.format(),
                answer.greeting(),
                answer.menu(),
                answer.unsynchronised(),
                daytime.format(),
                clock.source(),
                clock.servers(),
                clock.pollMin(),
                clock.pollMax(),
                clock.maxError(),
                clock.maxStep(),
                zones.path(),
                zones.check(),
                places.extra(),
                journal.path(),
                journal.sync(),
                journal.segmentBytes(),
                journal.retention(),
                journal.maxSizeBytes(),
                journal.client(),
                journal.whenFull(),
                limits.connections(),
                limits.connectionsPerClient(),
                limits.connectionsPerNetwork(),
                limits.rate(),
                limits.burst(),
                limits.requestTimeout(),
                limits.idleTimeout(),
                limits.linger(),
                access.allow(),
                access.deny(),
                access.status(),
                access.proxies(),
                log.level());
    }

    /** All settings as {@code key = value} lines, which read as these settings again. */
    public List<String> lines() {
        return Keys.all().stream()
                .map(key -> (key.name() + " = " + key.text(this)).strip())
                .toList();
    }

    /** The value of one key, as {@link #lines} writes it. */
    public String text(String key) {
        return Keys.find(key).orElseThrow().text(this);
    }
}
