package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.DisciplinedClock;
import io.timeserverd.clock.HostFollower;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostLook;
import io.timeserverd.clock.Leap;
import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.ntp.ChronyReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The source {@code system}: the host's clock, which another program disciplines. If that is chronyd, its reports give the
 * error bound; otherwise the error is unknown.
 */
final class SystemSource implements TimeSource {
    /** Where chronyd listens on its own host by default. */
    static final InetSocketAddress CHRONYD = new InetSocketAddress(InetAddress.getLoopbackAddress(), 323);

    private static final long ASK_NS = TimeUnit.SECONDS.toNanos(4);

    /** With no report for this long, chronyd has stopped. */
    private static final long FRESH_NS = 4 * ASK_NS;

    private final EventLoop loop;
    private final DisciplinedClock clock;
    private final HostFollower follower;
    private final ChronyLink chronyd;
    private Optional<ChronyReport> report = Optional.empty();
    private long reportTick;
    private long askedTick;

    /** The chronyd update that was made before the last step of the host's clock, and is of no use any more. */
    private long staleUpdateNs = Long.MIN_VALUE;

    private boolean chronydUnsynchronised;

    /** Makes {@code clock} follow the host's. */
    SystemSource(EventLoop loop, DisciplinedClock clock, HostLook look, InetSocketAddress chronyd) {
        this.loop = loop;
        this.clock = clock;
        this.follower = new HostFollower(clock, look, Quality.UNKNOWN);
        this.chronyd = new ChronyLink(loop, chronyd, key -> receive());
        askedTick = look.tick() - ASK_NS;
    }

    @Override
    public void look(HostLook look) {
        if (look.tick() - askedTick >= ASK_NS) {
            askedTick = look.tick();
            chronyd.ask();
        }
        if (report.isPresent() && look.tick() - reportTick > FRESH_NS) {
            report = Optional.empty();
            Log.warn("chronyd-silent", "bound", "unknown");
        }
        long steppedNs = follower.follow(look, quality(look.tick()));
        if (steppedNs != 0) {
            Log.warn("clock-step", "by-ns", steppedNs);
        }
        distrustIfChronydDoes();
    }

    private Quality quality(long tick) {
        return report.map(known -> new Quality(
                        known.errorNs() + (long) Math.ceil(known.drift() * (tick - reportTick)),
                        known.drift(),
                        known.stratum(),
                        known.leap()))
                .orElse(Quality.UNKNOWN);
    }

    private void receive() {
        chronyd.receive().ifPresent(this::take);
    }

    private void take(ChronyReport newReport) {
        if (newReport.updateNs() == staleUpdateNs) {
            return;
        }
        if (report.isEmpty()) {
            Log.info("chronyd", "stratum", newReport.stratum(), "bound-ns", newReport.errorNs());
        }
        report = Optional.of(newReport);
        reportTick = loop.nowNs();
        distrustIfChronydDoes();
    }

    /** A chronyd without a source of its own reports that its clock is not synchronised. */
    private void distrustIfChronydDoes() {
        boolean unsynchronised = report.isPresent() && report.get().leap() == Leap.UNKNOWN;
        if (unsynchronised) {
            clock.distrust();
        }
        if (unsynchronised != chronydUnsynchronised) {
            chronydUnsynchronised = unsynchronised;
            Log.info(unsynchronised ? "chronyd-unsynchronised" : "chronyd-synchronised");
        }
    }

    /** What chronyd measured before the step says nothing about the clock after it. */
    @Override
    public void hostStepped(HostLook look, long byNs) {
        report.ifPresent(known -> staleUpdateNs = known.updateNs());
        report = Optional.empty();
    }

    @Override
    public void use(TimekeeperOptions options) {
        // Only the limit of the error applies, and the timekeeper gives that to the clock.
    }

    @Override
    public OptionalLong offsetNs(HostLook look) {
        return report.isPresent() ? OptionalLong.of(report.get().offsetNs()) : OptionalLong.empty();
    }

    @Override
    public List<ClockFacts.Server> servers() {
        return List.of();
    }

    @Override
    public void close() {
        chronyd.close();
    }
}
