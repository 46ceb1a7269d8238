package io.timeserverd.ntp;

import io.timeserverd.clock.DisciplinedClock;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/** Simulates true time, a ticker with a wrong frequency, NTP servers behind a network, and the client of them all. */
final class NtpSimulation {
    static final long SECOND = 1_000_000_000;
    static final long DAY = 86_400 * SECOND;

    /** 2026-11-22. */
    static final long START_UTC_NS = 1_795_305_600 * SECOND;

    private record Arrival(long trueNs, int server, ByteBuffer packet) {}

    final Random random;
    final List<Server> servers = new ArrayList<>();
    final List<Action.Event> events = new ArrayList<>();
    final Synchroniser synchroniser;
    final DisciplinedClock clock;

    /** By how much true time runs faster than the ticker, at true seconds since the start. */
    private final DoubleUnaryOperator frequency;

    private final PriorityQueue<Arrival> network = new PriorityQueue<>(Comparator.comparingLong(Arrival::trueNs));
    private Consumer<Reading> watcher = reading -> {};
    private final long startUtcNs;
    private long leapNs = Long.MAX_VALUE;
    private long trueNs;
    private double tickFraction;
    private long tick = Long.MAX_VALUE - 3 * SECOND;
    private boolean synchronised;
    long samples;
    int steps;

    NtpSimulation(long seed, DoubleUnaryOperator frequency, Synchroniser.Settings settings) {
        this(seed, frequency, settings, START_UTC_NS);
    }

    NtpSimulation(long seed, DoubleUnaryOperator frequency, Synchroniser.Settings settings, long startUtcNs) {
        this.startUtcNs = startUtcNs;
        random = new Random(seed);
        this.frequency = frequency;
        // The host is wrong by 3 s when it starts.
        synchroniser = new Synchroniser(settings, Frequency.UNKNOWN, random, tick, startUtcNs + 3 * SECOND);
        clock = new DisciplinedClock(() -> tick, startUtcNs + 3 * SECOND, settings.maxErrorNs());
    }

    static Synchroniser.Settings settings() {
        return new Synchroniser.Settings(16 * SECOND, 1024 * SECOND, SECOND, DAY);
    }

    Server add(Server server) {
        servers.add(server);
        synchroniser.add("server" + servers.size(), tick);
        return server;
    }

    /** Passes the clock's reading to {@code newWatcher} at every event, and at random moments between them. */
    void watch(Consumer<Reading> newWatcher) {
        watcher = newWatcher;
    }

    /** True time as UNIX time; it runs twice through the second before a leap second. */
    long trueUtcNs() {
        return utcNs(trueNs);
    }

    private long utcNs(long atNs) {
        return startUtcNs + atNs - (atNs >= leapNs ? SECOND : 0);
    }

    /** Inserts a leap second this long after the start. */
    void insertSecondAfter(long ns) {
        leapNs = ns;
    }

    long tick() {
        return tick;
    }

    double trueFrequency() {
        return frequency.applyAsDouble((double) trueNs / SECOND);
    }

    long errorNs() {
        Instant truth = Instant.EPOCH.plusNanos(trueUtcNs());
        return ChronoUnit.NANOS.between(truth, clock.read().instant());
    }

    void runSeconds(double seconds) {
        runUntil(trueNs + (long) (seconds * SECOND));
    }

    /** Lets the host sleep: true time goes on while the ticker stands still. */
    void sleep(long ns) {
        trueNs += ns;
        clock.distrust();
        synchroniser.sleep(ns, tick);
    }

    void runSamples(long count) {
        long end = samples + count;
        while (samples < end) {
            runUntil(trueNs + 1000 * SECOND);
        }
    }

    private void runUntil(long endNs) {
        while (true) {
            long dueInNs = synchroniser.nextTick(tick) - tick;
            long nextNs = Math.min(endNs, trueNs + Math.max(0, dueInNs));
            Arrival arrival = network.peek();
            boolean arrives = arrival != null && arrival.trueNs <= nextNs;
            advanceTo(arrives ? arrival.trueNs : nextNs);
            if (arrives) {
                network.remove();
                samples++;
                obey(synchroniser.received(arrival.server, arrival.packet, tick));
            } else if (trueNs >= endNs) {
                return;
            } else {
                obey(synchroniser.due(tick));
            }
            watcher.accept(clock.read());
        }
    }

    /** Advances in small steps, because the frequency changes meanwhile. Shows the clock once at a random moment between. */
    private void advanceTo(long endNs) {
        long middleNs = trueNs + (long) (random.nextDouble() * (endNs - trueNs));
        advance(middleNs - trueNs);
        watcher.accept(clock.read());
        while (trueNs < endNs) {
            advance(Math.min(endNs - trueNs, 64 * SECOND));
        }
    }

    private void advance(long ns) {
        // Midpoint rule: exact for a frequency that changes linearly.
        double ratio = frequency.applyAsDouble((trueNs + ns / 2.0) / SECOND);
        double exact = ns / (1 + ratio) - ns + tickFraction;
        long whole = (long) Math.floor(exact);
        tickFraction = exact - whole;
        tick += ns + whole;
        trueNs += ns;
    }

    private void obey(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.Send send) {
                send(send);
            } else if (action instanceof Action.Adjust adjust) {
                if (adjust.step()) {
                    clock.step(adjust.estimate());
                    steps++;
                } else {
                    clock.slew(adjust.estimate());
                }
                synchronised = true;
            } else if (action instanceof Action.Holdover) {
                clock.holdover();
                synchronised = false;
            } else if (action instanceof Action.Event event) {
                events.add(event);
            }
        }
    }

    private void send(Action.Send send) {
        Server server = servers.get(send.server());
        server.asked++;
        if (server.silent) {
            return;
        }
        long there = server.delay(random);
        long arrivedNs = trueNs + there;
        long held = 20_000L + random.nextInt(20_000);
        NtpPacket reply = server.reply(send.request(), utcNs(arrivedNs), utcNs(arrivedNs + held));
        byte[] bytes = reply.encode();
        int flips = server.mutates ? random.nextInt(4) : 0;
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        network.add(new Arrival(arrivedNs + held + server.delay(random), send.server(), ByteBuffer.wrap(bytes)));
    }

    boolean synchronised() {
        return synchronised;
    }

    boolean saw(String event) {
        return events.stream().anyMatch(seen -> seen.name().equals(event));
    }

    /** A server and the network path to it. */
    static final class Server {
        long minDelayNs = 100_000;
        double queueNs = 50_000;

        /** The share of the shortest round trip that the way to the server takes: 0.5 is symmetric. */
        double share = 0.5;

        /** Its clock minus true time. */
        long errorNs;

        long rootDelayNs = 1_000_000;
        long rootDispersionNs = 100_000;
        int stratum = 2;
        Leap leap = Leap.NONE;
        boolean silent;

        /** The kiss code to reply with; 0 for the time. */
        int kiss;

        /** Whether some bits of its replies are flipped. */
        boolean mutates;

        int asked;
        private boolean there;

        long delay(Random random) {
            there = !there;
            double fixed = 2 * minDelayNs * (there ? share : 1 - share);
            return (long) (fixed - queueNs * Math.log(1 - random.nextDouble()));
        }

        NtpPacket reply(NtpPacket request, long receivedNs, long sentNs) {
            return new NtpPacket(
                    leap,
                    4,
                    4,
                    kiss == 0 ? stratum : 0,
                    6,
                    -23,
                    units(rootDelayNs),
                    units(rootDispersionNs),
                    kiss == 0 ? 0x7f000001 : kiss,
                    NtpTime.timestamp(receivedNs + errorNs - SECOND),
                    request.transmit(),
                    NtpTime.timestamp(receivedNs + errorNs),
                    NtpTime.timestamp(sentNs + errorNs));
        }

        private static int units(long ns) {
            return (int) Math.ceil(ns * 65536.0 / SECOND);
        }
    }
}
