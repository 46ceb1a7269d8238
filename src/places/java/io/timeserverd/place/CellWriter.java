package io.timeserverd.place;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects places by square degree and writes the sections that {@link SpatialIndex} reads. */
final class CellWriter {
    private final Map<Integer, List<Integer>> byCell = new HashMap<>();

    void add(int row, double latitude, double longitude) {
        byCell.computeIfAbsent(SpatialIndex.cell(latitude, longitude), cell -> new ArrayList<>())
                .add(row);
    }

    void write(DataOutputStream cells, DataOutputStream places) throws IOException {
        int written = 0;
        for (int cell = 0; cell < SpatialIndex.LINES * SpatialIndex.COLUMNS; cell++) {
            cells.writeInt(written);
            for (int row : byCell.getOrDefault(cell, List.of())) {
                places.writeInt(row);
                written++;
            }
        }
        cells.writeInt(written);
    }
}
