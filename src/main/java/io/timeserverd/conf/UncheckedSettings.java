package io.timeserverd.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A configuration that was read, but not yet checked against the zones and places, which other packages know. It is read at every
 * start, where a lambda costs more than a loop, so there are loops here.
 */
public final class UncheckedSettings {
    private final Problems problems;

    /** The assignments whose values could be parsed, in order. */
    private final List<Assignment> parsed = new ArrayList<>();

    /** The last parsed assignment of each key. */
    private final Map<String, Assignment> current = new HashMap<>();

    private final Set<String> keysWithProblems = new HashSet<>();

    /** Lists without the elements that were left out, by key. */
    private final Map<String, String> shortened = new HashMap<>();

    private final List<Problem> leftOut = new ArrayList<>();

    /** @param problems those found so far */
    UncheckedSettings(Problems problems) {
        this.problems = problems;
    }

    void assignFromFile(List<Assignment> assignments) {
        var lines = new HashMap<String, Integer>();
        for (Assignment assignment : assignments) {
            Integer first = lines.putIfAbsent(assignment.key(), assignment.line());
            if (first != null) {
                problems.add(assignment.problem("is already set in line " + first));
            }
            assign(assignment);
        }
    }

    void assign(Assignment assignment) {
        Optional<Key<?>> key = Keys.find(assignment.key());
        if (key.isEmpty()) {
            problems.add(assignment.problem(unknown(assignment.key())));
            return;
        }
        Optional<String> problem = assignment.problemForAnyKey();
        if (problem.isPresent()) {
            refuse(assignment, List.of(problem.get()));
        } else if (key.get().parse(assignment.value()) instanceof Parsed.Bad<?> wrong) {
            refuse(assignment, wrong.problems());
        } else {
            parsed.add(assignment);
            current.put(assignment.key(), assignment);
        }
    }

    private void refuse(Assignment assignment, List<String> texts) {
        keysWithProblems.add(assignment.key());
        String comment = assignment.value().contains(" #") ? " (a comment needs a line of its own)" : "";
        for (String text : texts) {
            problems.add(assignment.problem(text + comment));
        }
    }

    private String unknown(String name) {
        // a suggestion costs time, and nobody reads that many
        Optional<String> nearest = problems.isFull()
                ? Optional.empty()
                : MessageWords.nearest(
                        name, Keys.all().stream().<String>map(Key::name).toList());
        return "unknown key" + nearest.map(key -> "; did you mean " + key + "?").orElse("");
    }

    /** The settings by the valid lines only. They may break rules. */
    public Settings settings() {
        var texts = new HashMap<String, String>();
        texts.putAll(shortened);
        for (Assignment assignment : current.values()) {
            texts.put(assignment.key(), assignment.value());
        }
        return Settings.of(texts);
    }

    /**
     * Checks everything. Returns the settings, or all problems. To be called once.
     *
     * @param checks for some keys a function from a value, or from each element of a list, to its problem, or empty. Defaults are
     *     checked too, but an element with a problem is left out of a default list, because the operator did not ask for it.
     */
    public SettingsReader.Result check(Map<String, Function<String, Optional<String>>> checks) {
        return check(checks, Map.of());
    }

    /**
     * As {@link #check(Map)}, but leaves out elements of a list that this machine cannot serve, even if an operator has set them.
     *
     * @param lacks for some keys a function from an element of a list to what this machine lacks for it, or empty
     */
    public SettingsReader.Result check(
            Map<String, Function<String, Optional<String>>> checks,
            Map<String, Function<String, Optional<String>>> lacks) {
        List.copyOf(parsed).forEach(assignment -> leaveOut(assignment, lacks.get(assignment.key())));
        for (Assignment assignment : parsed) {
            List<String> found = problems(assignment.key(), assignment.value(), checks);
            if (!found.isEmpty()) {
                current.remove(assignment.key(), assignment);
                refuse(assignment, found);
            }
        }
        for (Key<?> key : Keys.all()) {
            if (!current.containsKey(key.name())
                    && !keysWithProblems.contains(key.name())
                    && !shortened.containsKey(key.name())) {
                checkDefault(key, checks);
            }
        }
        Settings settings = settings();
        applyRules(settings);
        List<Problem> all = problems.list();
        return all.isEmpty() ? new SettingsReader.Loaded(settings, leftOut) : new SettingsReader.Refused(all, settings);
    }

    /** Leaves out the elements of a list for which this machine lacks something. */
    private void leaveOut(Assignment assignment, Function<String, Optional<String>> lack) {
        if (lack == null
                || !(Keys.find(assignment.key()).orElseThrow().parse(assignment.value()) instanceof Parsed.Ok<?> ok)
                || !(ok.value() instanceof List<?> list)) {
            return;
        }
        var kept = new ArrayList<String>();
        var dropped = new ArrayList<String>();
        for (Object element : list) {
            var text = String.valueOf(element);
            lack.apply(text).ifPresentOrElse(problem -> dropped.add(text + ": " + problem), () -> kept.add(text));
        }
        if (dropped.isEmpty()) {
            return;
        }
        parsed.remove(assignment);
        if (current.remove(assignment.key(), assignment)) { // otherwise a later assignment counts
            shortened.put(assignment.key(), String.join(", ", kept));
            leftOut.add(assignment.problem(String.join("; ", dropped)));
        }
    }

    private void checkDefault(Key<?> key, Map<String, Function<String, Optional<String>>> checks) {
        Function<String, Optional<String>> check = checks.get(key.name());
        if (check == null || !(key.parse(key.fallback()) instanceof Parsed.Ok<?> ok)) {
            return;
        }
        if (!(ok.value() instanceof List<?> list)) {
            check.apply(String.valueOf(ok.value())).ifPresent(text -> problems.add(ofDefault(key, text)));
            return;
        }
        var kept = new ArrayList<String>();
        var dropped = new ArrayList<String>();
        for (Object element : list) {
            var text = String.valueOf(element);
            Optional<String> problem = check.apply(text);
            if (problem.isEmpty()) {
                kept.add(text);
            } else {
                dropped.add(text + ": " + problem.get());
            }
        }
        if (!dropped.isEmpty()) {
            shortened.put(key.name(), String.join(", ", kept));
            leftOut.add(ofDefault(key, String.join("; ", dropped)));
        }
    }

    private static Problem ofDefault(Key<?> key, String text) {
        return new Problem(SettingsReader.DEFAULT, 0, key.name(), text);
    }

    private static List<String> problems(
            String name, String text, Map<String, Function<String, Optional<String>>> checks) {
        Function<String, Optional<String>> check = checks.get(name);
        if (check == null || !(Keys.find(name).orElseThrow().parse(text) instanceof Parsed.Ok<?> ok)) {
            return List.of();
        }
        if (!(ok.value() instanceof List<?> list)) {
            return check.apply(String.valueOf(ok.value())).stream().toList();
        }
        var found = new ArrayList<String>();
        for (Object element : list) {
            Optional<String> problem = check.apply(String.valueOf(element));
            if (problem.isPresent()) {
                found.add(element + ": " + problem.get());
            }
        }
        return found;
    }

    /** Applies the rules whose keys have no problems. A broken rule is reported where the last of its keys is set. */
    private void applyRules(Settings settings) {
        for (Rule rule : Rule.ALL) {
            Assignment last = null;
            boolean applies = true;
            for (Key<?> key : rule.keys()) {
                applies &= !keysWithProblems.contains(key.name()) && !shortened.containsKey(key.name());
                Assignment assignment = current.get(key.name());
                if (assignment != null && (last == null || last.isBefore(assignment))) {
                    last = assignment;
                }
            }
            Optional<String> problem = applies ? rule.check().apply(settings) : Optional.empty();
            if (last != null && problem.isPresent()) {
                problems.add(last.problem(problem.get()));
            }
        }
    }
}
