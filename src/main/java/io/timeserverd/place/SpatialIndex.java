package io.timeserverd.place;

import io.timeserverd.place.PlaceFile.Section;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * Finds the place nearest to a point. CELLS has a number for each square degree: where its places begin in PLACES. Cells are in
 * lines from the South Pole north, each from 180 degrees west to east; one more number marks the end of the last. PLACES has the
 * numbers of rows.
 */
final class SpatialIndex {
    static final int COLUMNS = 360;
    static final int LINES = 180;

    /**
     * How far to look, in degrees of a great circle. Mostly the first distance is enough. The last is about 560 km; farther out
     * at sea, ships do not keep the time of a coast.
     */
    private static final double[] DISTANCES = {0.2, 1, 5};

    private final ByteBuffer cells;
    private final ByteBuffer places;
    private final PlaceTable rows;

    SpatialIndex(PlaceFile file, PlaceTable rows) {
        cells = file.section(Section.CELLS);
        places = file.section(Section.PLACES);
        this.rows = rows;
    }

    /** The number of the cell that a point is in. */
    static int cell(double latitude, double longitude) {
        int line = Math.min(LINES - 1, (int) Math.floor(latitude + 90));
        return line * COLUMNS + Math.floorMod((int) Math.floor(longitude + 180), COLUMNS);
    }

    /** The row of the nearest place; empty if that is too far. */
    OptionalInt nearest(double latitude, double longitude) {
        for (double distance : DISTANCES) {
            var scan = new Scan(latitude, longitude);
            scan.within(distance);
            if (scan.cosine >= Math.cos(Math.toRadians(distance))) {
                return OptionalInt.of(scan.nearest);
            }
        }
        return OptionalInt.empty();
    }

    /** A scan of cells around a point. */
    private final class Scan {
        private final double latitude;
        private final double longitude;

        /** Of the angle to the nearest place so far, seen from the centre of the earth. */
        private double cosine = -1;

        private int nearest = -1;

        private Scan(double latitude, double longitude) {
            this.latitude = Math.toRadians(latitude);
            this.longitude = Math.toRadians(longitude);
        }

        /** Scans every cell that a circle around the point touches, and a few more. */
        private void within(double distance) {
            double degreesNorth = Math.toDegrees(latitude);
            double degreesEast = Math.toDegrees(longitude);
            int south = (int) Math.floor(Math.max(0, degreesNorth + 90 - distance));
            int north = (int) Math.floor(Math.min(LINES - 1, degreesNorth + 90 + distance));
            // Near a pole a degree of longitude is short.
            double shrinking = Math.cos(Math.toRadians(Math.min(89, Math.abs(degreesNorth) + distance)));
            double side = Math.min(COLUMNS / 2.0 - 1, distance / shrinking);
            int west = (int) Math.floor(degreesEast + 180 - side);
            int east = (int) Math.floor(degreesEast + 180 + side);
            for (int line = south; line <= north; line++) {
                for (int column = west; column <= east; column++) {
                    scan(line * COLUMNS + Math.floorMod(column, COLUMNS));
                }
            }
        }

        private void scan(int cell) {
            int end = cells.getInt((cell + 1) * Integer.BYTES);
            for (int i = cells.getInt(cell * Integer.BYTES); i < end; i++) {
                int number = places.getInt(i * Integer.BYTES);
                double here = cosine(number);
                if (here > cosine) {
                    cosine = here;
                    nearest = number;
                }
            }
        }

        /** The cosine of the angle between the point and a place. */
        private double cosine(int number) {
            double other = Math.toRadians(rows.latitude(number));
            return Math.sin(latitude) * Math.sin(other)
                    + Math.cos(latitude)
                            * Math.cos(other)
                            * Math.cos(longitude - Math.toRadians(rows.longitude(number)));
        }
    }
}
