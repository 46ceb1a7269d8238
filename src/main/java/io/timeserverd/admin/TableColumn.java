package io.timeserverd.admin;

/**
 * A column of a table.
 *
 * @param right whether its cells are aligned to the right
 * @param fit what happens to its cells if the terminal is too narrow
 * @param spare whether the table may leave it out where it would have to cut others short
 * @param least the width to which it may be cut
 * @param typical the width of the cells to expect; only for tables that are printed row by row
 */
record TableColumn(String heading, boolean right, Fit fit, boolean spare, int least, int typical) {
    private static final int LEAST = 6;

    /** What happens to a cell if the terminal is too narrow. */
    enum Fit {
        /** It is never cut: part of a number or a time would be wrong. */
        WHOLE,
        /** It ends in an ellipsis. */
        CUT,
        /** It goes on in the next line; for the last column only. */
        WRAPPED
    }

    /** Words or times that are not cut. */
    static TableColumn left(String heading) {
        return new TableColumn(heading, false, Fit.WHOLE, false, LEAST, 0);
    }

    /** Numbers. */
    static TableColumn right(String heading) {
        return new TableColumn(heading, true, Fit.WHOLE, false, LEAST, 0);
    }

    /** Text that can be cut. */
    static TableColumn text(String heading) {
        return new TableColumn(heading, false, Fit.CUT, false, LEAST, 0);
    }

    /** Sentences; the last column. */
    static TableColumn prose(String heading) {
        return new TableColumn(heading, false, Fit.WRAPPED, false, LEAST, 0);
    }

    /** The same column, which may be left out. */
    TableColumn asSpare() {
        return new TableColumn(heading, right, fit, true, least, typical);
    }

    /** The same column, which is not cut to less than this. */
    TableColumn ofLeastWidth(int width) {
        return new TableColumn(heading, right, fit, spare, width, typical);
    }

    /** The same column, whose cells are typically this wide. */
    TableColumn ofTypicalWidth(int width) {
        return new TableColumn(heading, right, fit, spare, least, width);
    }
}
