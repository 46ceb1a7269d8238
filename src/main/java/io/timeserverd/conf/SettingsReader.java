package io.timeserverd.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a configuration file and the {@code --set} arguments into {@link Settings}, or into every
 * mistake that is in them.
 */
public final class SettingsReader {
    /** What became of a configuration. */
    public sealed interface Result {}

    /**
     * They hold.
     *
     * @param passedOver which elements of defaults are left out, and why
     */
    public record Loaded(Settings settings, List<Problem> passedOver) implements Result {}

    /**
     * There are mistakes.
     *
     * @param problems in the order of the file, then those of {@code --set}; at least one
     * @param rest what the good lines say; it breaks rules perhaps
     */
    public record Refused(List<Problem> problems, Settings rest) implements Result {}

    /** Stands for the file in messages when there is none, and for it in those on a default. */
    static final String DEFAULT = "default";

    private SettingsReader() {}

    /** Settings without a file. */
    public static Result read(List<String> overrides) {
        return draft(overrides).checked(Map.of());
    }

    /**
     * Settings of a file.
     *
     * @param overrides {@code KEY=VALUE} each, stronger than the file; the last of a key counts
     */
    public static Result read(Path file, List<String> overrides) {
        return draft(file, overrides).checked(Map.of());
    }

    static Result read(String name, byte[] bytes, List<String> overrides) {
        return draft(name, bytes, overrides).checked(Map.of());
    }

    /** What a file says before it is checked. */
    public static Draft draft(Path file, List<String> overrides) {
        var problems = new Problems(file.toString());
        Optional<byte[]> bytes = ConfFile.bytes(file, problems);
        return draft(file.toString(), bytes.orElse(new byte[0]), overrides, problems);
    }

    /** What is said without a file, before it is checked. */
    public static Draft draft(List<String> overrides) {
        return draft(DEFAULT, new byte[0], overrides);
    }

    static Draft draft(String name, byte[] bytes, List<String> overrides) {
        return draft(name, bytes, overrides, new Problems(name));
    }

    private static Draft draft(String name, byte[] bytes, List<String> overrides, Problems problems) {
        var draft = new Draft(problems);
        draft.assignFromFile(ConfFile.parse(name, bytes, problems));
        for (String override : overrides) {
            Optional<Assignment> assignment = Assignment.read(Assignment.COMMAND_LINE, 0, override, problems);
            if (assignment.isPresent()) {
                draft.assign(assignment.get());
            }
        }
        return draft;
    }
}
