package io.timeserverd.conf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of the program, each valid by itself and together with the others. The first words of the keys have a record each.
 * Ranges and defaults are in {@link Keys}; the shipped {@code timeserver.properties} explains the keys to an operator. Made by
 * {@link SettingsReader}.
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

    /** The addresses of the listeners. An empty list means that the listener is off. */
    public record Listen(
            List<HostPort> text,
            List<HostPort> daytime,
            List<HostPort> time,
            List<HostPort> http,
            List<HostPort> metrics,
            Path control,
            Share share) {
        /** Whether other processes of the same user may listen on the same ports, so that each gets a part of the clients. */
        public enum Share {
            NO,
            YES
        }
    }

    /** The defaults of replies. Zone, format and menu are texts that are not resolved yet. */
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

    /** The reference clock. Servers are names or addresses; the port is 123 unless it is given. */
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

    /** The tree of compiled zones, or empty for the rules of the JVM, and how often it is checked for a new release. */
    public record Zones(Optional<Path> path, Duration check) {}

    /** The file of the operator's own names. */
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
     * The limits of clients.
     *
     * @param connections how many may be open
     * @param connectionsPerClient how many may be open from one IPv4 address or IPv6 /64
     * @param connectionsPerNetwork how many may be open from one IPv6 /48
     * @param rate requests a second for each client, 0 for no limit
     * @param burst as set, see {@link #effectiveBurst}
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
        /** How many requests a client may make at once: {@code limits.burst}, or the rate if that is 0. */
        public int effectiveBurst() {
            return burst == 0 ? rate : burst;
        }
    }

    /**
     * Access by address.
     *
     * @param allow the clients that are served; empty for all
     * @param deny the clients that are refused
     * @param status the clients that may see the full {@code status}
     * @param proxies the trusted proxies
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

    /** The settings if nothing is configured. */
    public static Settings defaults() {
        return of(Map.of());
    }

    /** Makes settings of valid texts by key name, with defaults for the other keys. */
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

    /** The values in the order of {@link Keys}. Getters in the keys would make the start slower. */
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

    /** All settings as {@code key = value} lines. Reading them gives the same settings. */
    public List<String> lines() {
        return Keys.all().stream()
                .map(key -> (key.name() + " = " + key.text(this)).strip())
                .toList();
    }

    /** The value of one key, in the form of {@link #lines}. */
    public String text(String key) {
        return Keys.find(key).orElseThrow().text(this);
    }
}
