package io.timeserverd.conf;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Turns a configuration file and the {@code --set} arguments into {@link Settings}, or into every
 * mistake that is in them.
 */
public final class SettingsReader {
    /** What became of a configuration. */
    public sealed interface Result {}

    public record Loaded(Settings settings) implements Result {}

    /**
     * There are mistakes.
     *
     * @param problems in the order of the file, then those of {@code --set}; at least one
     * @param rest what the good lines say; it breaks rules perhaps
     */
    public record Refused(List<Problem> problems, Settings rest) implements Result {}

    /** Stands for the file in messages when there is none. */
    private static final String DEFAULT = "default";

    private final Map<String, Function<String, Optional<String>>> checks;

    /** A reader that takes any place and any format. */
    public SettingsReader() {
        this(Map.of());
    }

    /**
     * A reader with checks of what only other packages can judge.
     *
     * @param checks by key name: gives the problem with a value, or empty; of a list each element
     *     is checked. Defaults are checked too.
     */
    public SettingsReader(Map<String, Function<String, Optional<String>>> checks) {
        this.checks = Map.copyOf(checks);
    }

    /** Settings without a file. */
    public Result read(List<String> overrides) {
        return read(DEFAULT, new byte[0], overrides);
    }

    /**
     * Settings of a file.
     *
     * @param overrides {@code KEY=VALUE} each, stronger than the file; the last of a key counts
     */
    public Result read(Path file, List<String> overrides) {
        var problems = new Problems(file.toString());
        var bytes = ConfFile.bytes(file, problems);
        return read(file.toString(), bytes.orElse(new byte[0]), overrides, problems);
    }

    Result read(String name, byte[] bytes, List<String> overrides) {
        return read(name, bytes, overrides, new Problems(name));
    }

    private Result read(String name, byte[] bytes, List<String> overrides, Problems problems) {
        var pass = new Pass(problems);
        pass.assignFromFile(ConfFile.parse(name, bytes, problems));
        for (var override : overrides) {
            Assignment.read(Assignment.COMMAND_LINE, 0, override, problems).ifPresent(pass::assign);
        }
        pass.checkDefaults();
        var settings = Settings.of(pass.texts());
        pass.applyRules(settings);
        var found = problems.list();
        return found.isEmpty() ? new Loaded(settings) : new Refused(found, settings);
    }

    /** One reading of one configuration. */
    private final class Pass {
        private final Problems problems;
        private final Map<String, Assignment> good = new HashMap<>();
        private final Set<String> bad = new HashSet<>();

        Pass(Problems problems) {
            this.problems = problems;
        }

        void assignFromFile(List<Assignment> assignments) {
            var lines = new HashMap<String, Integer>();
            for (var assignment : assignments) {
                var first = lines.putIfAbsent(assignment.key(), assignment.line());
                if (first != null) {
                    problems.add(assignment.problem("is already set in line " + first));
                }
                assign(assignment);
            }
        }

        void assign(Assignment assignment) {
            var key = Keys.find(assignment.key());
            if (key.isEmpty()) {
                problems.add(assignment.problem(unknown(assignment.key())));
                return;
            }
            var problem = assignment.flaw().or(() -> problem(key.get(), assignment.value()));
            if (problem.isEmpty()) {
                good.put(assignment.key(), assignment);
            } else {
                bad.add(assignment.key());
                var comment = assignment.value().contains(" #") ? " (a comment needs a line of its own)" : "";
                problems.add(assignment.problem(problem.get() + comment));
            }
        }

        private String unknown(String name) {
            // Nobody reads further suggestions, and looking for them costs.
            var nearest = problems.isFull()
                    ? Optional.<String>empty()
                    : Words.nearest(
                            name, Keys.all().stream().<String>map(Key::name).toList());
            return "unknown key"
                    + nearest.map(key -> "; did you mean " + key + "?").orElse("");
        }

        void checkDefaults() {
            for (var key : Keys.all()) {
                if (checks.containsKey(key.name()) && !good.containsKey(key.name()) && !bad.contains(key.name())) {
                    problem(key, key.fallback())
                            .ifPresent(text -> problems.add(new Problem(DEFAULT, 0, key.name(), text)));
                }
            }
        }

        private Optional<String> problem(Key<?> key, String text) {
            return problemOf(key.parse(text), checks.getOrDefault(key.name(), value -> Optional.empty()));
        }

        Map<String, String> texts() {
            var texts = new HashMap<String, String>();
            good.forEach((key, assignment) -> texts.put(key, assignment.value()));
            return texts;
        }

        /** Rules whose keys are good, each told where the last of its keys is set. */
        void applyRules(Settings settings) {
            for (var rule : Rule.ALL) {
                if (rule.keys().stream().anyMatch(key -> bad.contains(key.name()))) {
                    continue;
                }
                rule.check()
                        .apply(settings)
                        .ifPresent(text -> rule.keys().stream()
                                .map(key -> good.get(key.name()))
                                .filter(Objects::nonNull)
                                .max(Comparator.comparing((Assignment a) -> a.line() == 0)
                                        .thenComparing(Assignment::line))
                                .ifPresent(last -> problems.add(last.problem(text))));
            }
        }
    }

    private static <T> Optional<String> problemOf(Parsed<T> parsed, Function<String, Optional<String>> check) {
        if (parsed instanceof Parsed.Ok<T> ok) {
            return ok.value() instanceof List<?> list
                    ? list.stream()
                            .flatMap(element -> checkElement(String.valueOf(element), check))
                            .findFirst()
                    : check.apply(String.valueOf(ok.value()));
        }
        return Optional.of(((Parsed.Bad<T>) parsed).problem());
    }

    private static Stream<String> checkElement(String element, Function<String, Optional<String>> check) {
        return check.apply(element).map(text -> element + ": " + text).stream();
    }
}
