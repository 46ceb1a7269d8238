package io.timeserverd.conf;

/**
 * One mistake in the configuration.
 *
 * @param where the file, {@code --set}, or {@code default}
 * @param line in the file, from 1; 0 if the mistake is not in a line
 * @param key the key, or empty if there is none
 * @param text what is wrong, and what would be right
 */
public record Problem(String where, int line, String key, String text) {
    /** {@code file:line: key: what is wrong}. */
    @Override
    public String toString() {
        return where + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + text;
    }
}
