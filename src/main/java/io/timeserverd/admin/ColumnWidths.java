package io.timeserverd.admin;

import static io.timeserverd.admin.TableColumn.Fit.WHOLE;

import java.util.Arrays;
import java.util.List;

/** Finds the widths of a table's columns, so that the table is no wider than the terminal. */
final class ColumnWidths {
    /** The width of a column that is left out. */
    static final int LEFT_OUT = -1;

    /** Cells between two columns. */
    static final int GAP = 2;

    /** Spare columns are left out before others are cut to less than this. */
    private static final int COMFORTABLE = 15;

    private final List<TableColumn> columns;
    private final int limit;

    /** @param limit for the whole line */
    ColumnWidths(List<TableColumn> columns, int limit) {
        this.columns = columns;
        this.limit = limit;
    }

    /**
     * The widths to use; {@link #LEFT_OUT} for a column without room. The line may still be too long if no column can
     * be narrower.
     *
     * @param wanted the width of the widest cell of each column
     */
    int[] fit(int[] wanted) {
        int[] shown = wanted.clone();
        int[] fitted = shrink(shown, COMFORTABLE);
        for (int i = 0; i < columns.size() && total(fitted) > limit; i++) {
            if (columns.get(i).spare()) {
                shown[i] = LEFT_OUT;
                fitted = shrink(shown, COMFORTABLE);
            }
        }
        return shrink(fitted, 0);
    }

    /** Narrows the widest column that may be cut, cell by cell, but none below the given width or its own least. */
    private int[] shrink(int[] widths, int least) {
        int[] shrunk = widths.clone();
        for (int excess = total(shrunk) - limit; excess > 0; excess--) {
            int widest = -1;
            for (int i = 0; i < shrunk.length; i++) {
                TableColumn column = columns.get(i);
                boolean canShrink = column.fit() != WHOLE && shrunk[i] > Math.max(least, column.least());
                if (canShrink && (widest < 0 || shrunk[i] > shrunk[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            shrunk[widest]--;
        }
        return shrunk;
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths)
                        .filter(width -> width != LEFT_OUT)
                        .map(width -> width + GAP)
                        .sum()
                - GAP;
    }
}
