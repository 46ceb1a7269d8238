package io.timeserverd.admin;

/**
 * How tables are shown.
 *
 * @param terminal where they are printed
 * @param plain whether they are lines with a tab between their fields, for scripts, and not columns for people
 * @param columns characters that a line may have; {@link #UNLIMITED} when lines may be of any length
 */
record TableStyle(Terminal terminal, boolean plain, int columns) {
    static final int UNLIMITED = Integer.MAX_VALUE;
}
