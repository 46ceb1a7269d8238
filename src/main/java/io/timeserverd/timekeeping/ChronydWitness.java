package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostLook;
import io.timeserverd.clock.Leap;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.ntp.ChronyReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A chronyd on this host, by its tracking report. */
final class ChronydWitness implements Witness {
    /** Where chronyd listens on its own host by default. */
    static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 323);

    private static final long ASK_NS = TimeUnit.SECONDS.toNanos(4);

    /** Two questions without an answer, and a second for the look. */
    private static final long SILENT_NS = 2 * ASK_NS + TimeUnit.SECONDS.toNanos(1);

    /**
     * Of chronyd's interval: two pass between updates when a reply was lost, or when chronyd has doubled its interval; it
     * lengthens each by up to a fiftieth, at random.
     */
    private static final double LATE = 2.1;

    /** Some servers are asked several times a second at the start. */
    private static final long SHORTEST_INTERVAL_NS = TimeUnit.SECONDS.toNanos(16);

    private final EventLoop loop;
    private final ChronyLink link;
    private Optional<ChronyReport> report = Optional.empty();
    private long reportTick;
    private long updateTick;
    private long askedTick;

    /** The update that was made before the last step of the host's clock. */
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
    public void ask(HostLook look) {
        if (look.tick() - askedTick >= ASK_NS) {
            askedTick = look.tick();
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
    public Optional<Statement> statement(HostLook look) {
        return report.filter(known -> look.tick() - reportTick <= SILENT_NS)
                .map(known -> new Statement(
                        state(known, look.tick()), quality(known, look.tick()), OptionalLong.of(known.offsetNs())));
    }

    /** A chronyd without a source of its own says that its clock is not synchronised; one that has lost it does not. */
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
