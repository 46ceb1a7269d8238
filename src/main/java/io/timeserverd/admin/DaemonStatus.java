package io.timeserverd.admin;

import io.timeserverd.protocol.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the daemon says of itself, by name in its order, and the sums that must hold in it.
 *
 * @param values texts, or numbers as decimal texts
 */
record DaemonStatus(Map<String, String> values) {
    /**
     * A sum over counters.
     *
     * @param name what is summed up
     * @param whole what the parts should make
     * @param parts what they make
     */
    record Sum(String name, long whole, long parts) {
        boolean holds() {
            return whole == parts;
        }

        String text() {
            return holds() ? "adds up" : "does not add up: " + whole + ", but its parts are " + parts;
        }
    }

    /** Understands {@code name: value} lines up to an empty one. */
    static DaemonStatus parse(List<String> lines) throws Failure {
        var values = new LinkedHashMap<String, String>();
        for (var line : lines) {
            var colon = line.indexOf(": ");
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

    /** The sums that can be formed. */
    List<Sum> sums() {
        return List.of(
                new Sum(
                        "connections",
                        count("accepted"::equals),
                        count(name -> name.equals("served")
                                || name.equals("open")
                                || name.startsWith("refused-")
                                || name.startsWith("failed-"))),
                new Sum(
                        "answers",
                        count("answered"::equals),
                        count(name -> name.equals("journalled") || name.equals("summarised") || name.equals("lost"))));
    }

    /** As members of an object; numbers are numbers. */
    void putInto(Json object, List<Sum> sums) {
        var servers = ClockServers.of(values);
        servers.others().forEach((name, value) -> {
            if (DaemonStatus.isCount(value)) {
                object.put(name, Long.parseLong(value));
            } else {
                object.put(name, value);
            }
        });
        sums.forEach(sum -> object.put(sum.name() + "-add-up", sum.holds()));
        if (!servers.rows().isEmpty()) {
            servers.putInto(object);
        }
    }

    private long count(Predicate<String> names) {
        return values.entrySet().stream()
                .filter(each -> names.test(each.getKey()))
                .mapToLong(each -> isCount(each.getValue()) ? Long.parseLong(each.getValue()) : 0)
                .sum();
    }

    static boolean isCount(String value) {
        return value.matches("[0-9]{1,18}");
    }
}
