package io.timeserverd.admin;

/** Horizontal bars of a chart, in eighths of a character. */
final class Bar {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final String FULL = "█";

    private Bar() {}

    /**
     * The bar for a value. Every value above 0 has a visible bar.
     *
     * @param max the value whose bar is {@code width} characters long
     */
    static String of(long value, long max, int width) {
        if (value <= 0) {
            return "";
        }
        int eighths = Math.max(1, (int) Math.round(8.0 * width * value / max));
        int rest = eighths % 8;
        return FULL.repeat(eighths / 8) + (rest == 0 ? "" : EIGHTHS.charAt(rest));
    }
}
