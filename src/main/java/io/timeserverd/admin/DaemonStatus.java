package io.timeserverd.admin;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The reply of a daemon to {@code status}, and the sums that must hold in it.
 *
 * @param values by the names of their lines on the control socket, in the daemon's order; as the daemon writes them
 */
record DaemonStatus(Map<String, String> values) {
    private static final Set<String> LINES =
            Arrays.stream(StatusField.values()).map(StatusField::line).collect(Collectors.toSet());

    /**
     * A sum over counters.
     *
     * @param name what the counters count
     * @param whole the expected sum
     * @param parts the sum of the parts
     */
    record Sum(String name, long whole, long parts) {
        boolean holds() {
            return whole == parts;
        }

        String text() {
            return holds() ? "adds up" : "does not add up: " + whole + ", but its parts are " + parts;
        }
    }

    /** Parses {@code name: value} lines up to an empty one. */
    static DaemonStatus parse(List<String> lines) throws Failure {
        var values = new LinkedHashMap<String, String>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (line.startsWith("ERR ") || (colon < 0 && !line.isEmpty())) {
                throw new Failure(Failure.FOUND, List.of("the daemon answered: " + line));
            }
            if (line.isEmpty()) {
                break;
            }
            values.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return new DaemonStatus(values);
    }

    /** The value of a field without its unit; empty when the daemon does not know it or does not say it. */
    Optional<String> text(StatusField field) {
        return Optional.ofNullable(values.get(field.line()))
                .map(field.pattern()::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1));
    }

    /** The value of a field that is a number. */
    OptionalLong number(StatusField field) {
        return text(field).stream().mapToLong(Long::parseLong).findFirst();
    }

    /** A counter: 0 when the daemon does not have it. */
    long count(StatusField field) {
        return number(field).orElse(0);
    }

    /** The servers of the clock. */
    ClockServers servers() {
        return ClockServers.of(values);
    }

    /** Lines without a field, which only a later release sends: by name, as the daemon writes them. */
    Map<String, String> others() {
        Map<String, String> others = servers().others();
        others.keySet().removeAll(LINES);
        return others;
    }

    /** Accepted connections, and how each of them ended or that it is open. */
    Sum connections() {
        return new Sum(
                "connections",
                count(StatusField.ACCEPTED),
                count(StatusField.SERVED)
                        + sum(counts(StatusField.REFUSED))
                        + sum(counts(StatusField.FAILED))
                        + count(StatusField.OPEN));
    }

    /** Answered requests, and how the journal has recorded them. */
    Sum answers() {
        return new Sum(
                "answers",
                count(StatusField.ANSWERED),
                count(StatusField.JOURNALLED) + count(StatusField.SUMMARISED) + count(StatusField.LOST));
    }

    List<Sum> sums() {
        return List.of(connections(), answers());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean addsUp() {
        return sums().stream().allMatch(Sum::holds);
    }

    /** The counters whose names have this beginning, by the rest of their names. */
    Map<String, Long> counts(String beginning) {
        var counts = new LinkedHashMap<String, Long>();
        values.forEach((name, value) -> {
            if (name.startsWith(beginning) && value.matches("[0-9]{1,18}")) {
                counts.put(name.substring(beginning.length()), Long.parseLong(value));
            }
        });
        return counts;
    }
}
