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
 * A configuration that was read, but not judged by what only other packages know. Read at every start: with plain loops,
 * since each lambda costs a start as much as a hundred turns of one.
 */
public final class Draft {
    private final Problems problems;

    /** Those whose value is of its key's kind, in order. */
    private final List<Assignment> sound = new ArrayList<>();

    /** The last sound one of each key. */
    private final Map<String, Assignment> good = new HashMap<>();

    private final Set<String> bad = new HashSet<>();

    /** What is left of lists, by key, and what is not. */
    private final Map<String, String> reduced = new HashMap<>();

    private final List<Problem> passedOver = new ArrayList<>();

    /** Takes what is already found wrong. */
    Draft(Problems problems) {
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
        Optional<String> flaw = assignment.flaw();
        if (flaw.isPresent()) {
            refuse(assignment, List.of(flaw.get()));
        } else if (key.get().parse(assignment.value()) instanceof Parsed.Bad<?> wrong) {
            refuse(assignment, wrong.problems());
        } else {
            sound.add(assignment);
            good.put(assignment.key(), assignment);
        }
    }

    private void refuse(Assignment assignment, List<String> texts) {
        bad.add(assignment.key());
        String comment = assignment.value().contains(" #") ? " (a comment needs a line of its own)" : "";
        for (String text : texts) {
            problems.add(assignment.problem(text + comment));
        }
    }

    private String unknown(String name) {
        // Nobody reads further suggestions, and looking for them costs.
        Optional<String> nearest = problems.isFull()
                ? Optional.<String>empty()
                : MessageWords.nearest(
                        name, Keys.all().stream().<String>map(Key::name).toList());
        return "unknown key" + nearest.map(key -> "; did you mean " + key + "?").orElse("");
    }

    /** What the good lines say; it breaks rules perhaps. */
    public Settings settings() {
        var texts = new HashMap<String, String>();
        texts.putAll(reduced);
        for (Assignment assignment : good.values()) {
            texts.put(assignment.key(), assignment.value());
        }
        return Settings.of(texts);
    }

    /**
     * The settings, or everything that is wrong. To be asked once.
     *
     * @param checks by key name: gives the problem with a value, or empty; of a list each element
     *     is checked. Defaults are checked too; an element of one that has a problem is left out, since the operator
     *     has not asked for it.
     */
    public SettingsReader.Result checked(Map<String, Function<String, Optional<String>>> checks) {
        return checked(checks, Map.of());
    }

    /**
     * The same.
     *
     * @param lacks by key name of a list: what this machine lacks for an element, which is left out then, in a default and in what an operator set
     */
    public SettingsReader.Result checked(
            Map<String, Function<String, Optional<String>>> checks,
            Map<String, Function<String, Optional<String>>> lacks) {
        List.copyOf(sound).forEach(assignment -> leaveOut(assignment, lacks.get(assignment.key())));
        for (Assignment assignment : sound) {
            List<String> found = problems(assignment.key(), assignment.value(), checks);
            if (!found.isEmpty()) {
                good.remove(assignment.key(), assignment);
                refuse(assignment, found);
            }
        }
        for (Key<?> key : Keys.all()) {
            if (!good.containsKey(key.name()) && !bad.contains(key.name()) && !reduced.containsKey(key.name())) {
                checkDefault(key, checks);
            }
        }
        Settings settings = settings();
        applyRules(settings);
        List<Problem> all = problems.list();
        return all.isEmpty()
                ? new SettingsReader.Loaded(settings, passedOver)
                : new SettingsReader.Refused(all, settings);
    }

    /** Leaves out of a list what this machine lacks. */
    private void leaveOut(Assignment assignment, Function<String, Optional<String>> lack) {
        if (lack == null
                || !(Keys.find(assignment.key()).orElseThrow().parse(assignment.value()) instanceof Parsed.Ok<?> ok)
                || !(ok.value() instanceof List<?> list)) {
            return;
        }
        var left = new ArrayList<String>();
        var lost = new ArrayList<String>();
        for (Object element : list) {
            var text = String.valueOf(element);
            lack.apply(text).ifPresentOrElse(problem -> lost.add(text + ": " + problem), () -> left.add(text));
        }
        if (lost.isEmpty()) {
            return;
        }
        sound.remove(assignment);
        if (good.remove(assignment.key(), assignment)) { // else a later one holds
            reduced.put(assignment.key(), String.join(", ", left));
            passedOver.add(assignment.problem(String.join("; ", lost)));
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
        var left = new ArrayList<String>();
        var lost = new ArrayList<String>();
        for (Object element : list) {
            var text = String.valueOf(element);
            Optional<String> problem = check.apply(text);
            if (problem.isEmpty()) {
                left.add(text);
            } else {
                lost.add(text + ": " + problem.get());
            }
        }
        if (!lost.isEmpty()) {
            reduced.put(key.name(), String.join(", ", left));
            passedOver.add(ofDefault(key, String.join("; ", lost)));
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

    /** Rules whose keys are good and whole, each told where the last of its keys is set. */
    private void applyRules(Settings settings) {
        for (Rule rule : Rule.ALL) {
            Assignment last = null;
            boolean applies = true;
            for (Key<?> key : rule.keys()) {
                applies &= !bad.contains(key.name()) && !reduced.containsKey(key.name());
                Assignment assignment = good.get(key.name());
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
