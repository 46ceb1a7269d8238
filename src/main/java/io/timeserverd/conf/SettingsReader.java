package io.timeserverd.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@link Settings} from a configuration file and {@code --set} arguments, or reports every mistake in them.
 */
public final class SettingsReader {
    /** The result of reading a configuration. */
    public sealed interface Result {}

    /**
     * The settings are valid.
     *
     * @param leftOut the elements of lists that are left out, and why
     */
    public record Loaded(Settings settings, List<Problem> leftOut) implements Result {}

    /**
     * The settings have mistakes.
     *
     * @param problems at least one; in the order of the file, then those of {@code --set}
     * @param rest the settings by the valid lines only; they may break rules
     */
    public record Refused(List<Problem> problems, Settings rest) implements Result {}

    /** Stands for the file in messages about a default, or if there is no file. */
    static final String DEFAULT = "default";

    private SettingsReader() {}

    /** Reads settings without a file. */
    public static Result read(List<String> overrides) {
        return readUnchecked(overrides).check(Map.of());
    }

    /**
     * Reads settings from a file.
     *
     * @param overrides {@code KEY=VALUE} each; they override the file, and the last one of a key counts
     */
    public static Result read(Path file, List<String> overrides) {
        return readUnchecked(file, overrides).check(Map.of());
    }

    static Result read(String name, byte[] bytes, List<String> overrides) {
        return readUnchecked(name, bytes, overrides).check(Map.of());
    }

    /** Reads a file, without checking the values against zones and places. */
    public static UncheckedSettings readUnchecked(Path file, List<String> overrides) {
        var problems = new Problems(file.toString());
        Optional<byte[]> bytes = ConfFile.bytes(file, problems);
        return readUnchecked(file.toString(), bytes.orElse(new byte[0]), overrides, problems);
    }

    /** Reads settings without a file, and without checking the values against zones and places. */
    public static UncheckedSettings readUnchecked(List<String> overrides) {
        return readUnchecked(DEFAULT, new byte[0], overrides);
    }

    static UncheckedSettings readUnchecked(String name, byte[] bytes, List<String> overrides) {
        return readUnchecked(name, bytes, overrides, new Problems(name));
    }

    private static UncheckedSettings readUnchecked(
            String name, byte[] bytes, List<String> overrides, Problems problems) {
        var unchecked = new UncheckedSettings(problems);
        unchecked.assignFromFile(ConfFile.parse(name, bytes, problems));
        for (String override : overrides) {
            Optional<Assignment> assignment = Assignment.read(Assignment.COMMAND_LINE, 0, override, problems);
            if (assignment.isPresent()) {
                unchecked.assign(assignment.get());
            }
        }
        return unchecked;
    }
}
