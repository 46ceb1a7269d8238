package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Leap;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.ntp.ChronyReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The witness chronyd: uses the tracking report of a chronyd on this host. */
final class ChronydWitness implements Witness {
    /** Where chronyd listens on its own host by default. */
    static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 323);

    private static final long ASK_NS = TimeUnit.SECONDS.toNanos(4);

    /** Two unanswered requests, and a second until the next reading of the host's clock. */
    private static final long SILENT_NS = 2 * ASK_NS + TimeUnit.SECONDS.toNanos(1);

    /**
     * An update is late after this many of chronyd's intervals. Two may pass between updates, because a reply was lost or
     * chronyd has doubled its interval, and chronyd lengthens each at random by up to a fiftieth.
     */
    private static final double LATE = 2.1;

    /** At the start chronyd asks some servers several times a second, so its first interval says little about the next. */
    private static final long SHORTEST_INTERVAL_NS = TimeUnit.SECONDS.toNanos(16);

    private final EventLoop loop;
    private final ChronyLink link;
    private Optional<ChronyReport> report = Optional.empty();
    private long reportTick;
    private long updateTick;
    private long askedTick;

    /** The last update before the last step of the host's clock. */
    private long staleUpdateNs = Long.MIN_VALUE;

    ChronydWitness(EventLoop loop, InetSocketAddress chronyd) {
        this.loop = loop;
        link = new ChronyLink(loop, chronyd, key -> receive());
        askedTick = loop.nowNs() - ASK_NS;
    }

    private void receive() {
        link.receive().ifPresent(this::take);
    }

    @Override
    public String name() {
        return "chronyd";
    }

    @Override
    public void ask(HostReading reading) {
        if (reading.tick() - askedTick >= ASK_NS) {
            askedTick = reading.tick();
            link.ask();
        }
    }

    private void take(ChronyReport newReport) {
        if (newReport.updateNs() == staleUpdateNs) {
            return;
        }
        reportTick = loop.nowNs();
        if (report.isEmpty() || report.get().updateNs() != newReport.updateNs()) {
            updateTick = reportTick;
        }
        report = Optional.of(newReport);
    }

    @Override
    public Optional<Statement> statement(HostReading reading) {
        return report.filter(known -> reading.tick() - reportTick <= SILENT_NS)
                .map(known -> new Statement(
                        state(known, reading.tick()),
                        quality(known, reading.tick()),
                        OptionalLong.of(known.offsetNs())));
    }

    /** A chronyd that never had a source says so itself. One that has lost its source does not: its updates are late. */
    private ClockState state(ChronyReport known, long tick) {
        if (known.leap() == Leap.UNKNOWN) {
            return ClockState.UNSYNCHRONISED;
        }
        double lateNs = LATE * Math.max(known.updateIntervalNs(), SHORTEST_INTERVAL_NS) + ASK_NS;
        boolean isLate = known.updateIntervalNs() > 0 && tick - updateTick > lateNs;
        return isLate ? ClockState.HOLDOVER : ClockState.SYNCHRONISED;
    }

    private Quality quality(ChronyReport known, long tick) {
        return new Quality(
                known.errorNs() + (long) Math.ceil(known.drift() * (tick - reportTick)),
                known.drift(),
                known.stratum(),
                known.leap());
    }

    @Override
    public void hostStepped() {
        report.ifPresent(known -> staleUpdateNs = known.updateNs());
        report = Optional.empty();
    }

    @Override
    public void close() {
        link.close();
    }
}
