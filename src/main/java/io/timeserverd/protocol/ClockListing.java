package io.timeserverd.protocol;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.Leap;
import io.timeserverd.clock.Reading;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What {@code status} says about the clock. Every server has its own line, whose values have a fixed order and are never
 * empty. The line before the first server names them:
 *
 * <pre>
 *     servers: mark address stratum poll reach offset-ns delay-ns jitter-ns problem
 *     server-1: * 192.0.2.1:123 2 16s 377 +12034 451002 9001 -
 * </pre>
 */
final class ClockListing {
    private static final String UNKNOWN = "-";
    private static final long SECOND_NS = 1_000_000_000;
    private static final long DAY_SECONDS = 86_400;

    private ClockListing() {}

    /** @param full whether to add where the time comes from */
    static void put(ClockFacts facts, Reading clock, boolean full, Output out) {
        if (full) {
            line("clock", facts.source(), out);
            if (!facts.vouchedBy().isEmpty()) {
                line("vouched-by", facts.vouchedBy(), out);
            }
        }
        line("state", clock.state().text(), out);
        if (full) {
            if (!facts.problem().isEmpty()) {
                line("clock-problem", facts.problem(), out);
            }
            line("offset", nanos(facts.offsetNs()), out);
            facts.offsetNs().ifPresent(ns -> hostOffBy(ns, out));
        }
        line("error-bound", nanos(known(clock.errorBoundNs(), Reading.UNKNOWN)), out);
        line("stratum", clock.stratum() == 0 ? "unknown" : Integer.toString(clock.stratum()), out);
        line("leap", clock.leap().name().toLowerCase(Locale.ROOT), out);
        if (full) {
            leapSecond(clock, out);
            servers(facts.servers(), out);
        }
    }

    /** Warns when the host's clock is off by days: it has no battery, or all its servers are wrong. */
    private static void hostOffBy(long ns, Output out) {
        long days = Math.abs(ns) / (DAY_SECONDS * SECOND_NS);
        if (days > 0) {
            line("host-off-by", days + "d", out);
        }
    }

    /** When an announced leap second is due. */
    private static void leapSecond(Reading clock, Output out) {
        if (clock.leap() == Leap.INSERT || clock.leap() == Leap.DELETE) {
            LocalDate lastDay =
                    YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).atEndOfMonth();
            line("leap-second", lastDay + (clock.leap() == Leap.INSERT ? "T23:59:60Z" : "T23:59:59Z"), out);
        }
    }

    private static void servers(List<ClockFacts.Server> servers, Output out) {
        if (servers.isEmpty()) {
            return;
        }
        line("servers", "mark address stratum poll reach offset-ns delay-ns jitter-ns problem", out);
        int number = 0;
        for (ClockFacts.Server server : servers) {
            line("server-" + ++number, values(server), out);
        }
    }

    private static String values(ClockFacts.Server server) {
        boolean measured = server.measured();
        return String.join(
                " ",
                String.valueOf(server.mark()),
                server.address(),
                server.stratum() == 0 ? UNKNOWN : Integer.toString(server.stratum()),
                server.pollNs() / SECOND_NS + "s",
                Integer.toOctalString(server.reach()),
                measured ? String.format(Locale.ROOT, "%+d", server.offsetNs()) : UNKNOWN,
                measured ? Long.toString(server.delayNs()) : UNKNOWN,
                measured ? Long.toString(server.jitterNs()) : UNKNOWN,
                server.problem().isEmpty() ? UNKNOWN : server.problem());
    }

    private static void line(String name, String value, Output out) {
        out.text(name).text(": ").text(value).put('\n');
    }

    private static String nanos(OptionalLong ns) {
        return ns.isPresent() ? ns.getAsLong() + " ns" : "unknown";
    }

    private static OptionalLong known(long value, long unknown) {
        return value == unknown ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
