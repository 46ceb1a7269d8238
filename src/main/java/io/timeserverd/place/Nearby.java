package io.timeserverd.place;

import io.timeserverd.place.PlaceFile.Section;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * The place nearest to a point. CELLS has for each square degree, row by row from the South Pole and from 180 degrees west,
 * where its places begin, and one number more for the end of the last; PLACES has the numbers of their rows.
 */
final class Nearby {
    static final int COLUMNS = 360;
    static final int LINES = 180;

    /**
     * How far to look, in degrees of a great circle: mostly the first is far enough. The last is about 560 km; farther out at
     * sea nobody keeps the time of a coast.
     */
    private static final double[] DISTANCES = {0.2, 1, 5};

    private final ByteBuffer cells;
    private final ByteBuffer places;
    private final Rows rows;

    Nearby(PlaceFile file, Rows rows) {
        cells = file.section(Section.CELLS);
        places = file.section(Section.PLACES);
        this.rows = rows;
    }

    /** The number of the cell that a point is in. */
    static int cell(double latitude, double longitude) {
        int line = Math.min(LINES - 1, (int) Math.floor(latitude + 90));
        return line * COLUMNS + Math.floorMod((int) Math.floor(longitude + 180), COLUMNS);
    }

    /** The number of the nearest place's row; none if that is too far. */
    OptionalInt nearest(double latitude, double longitude) {
        for (double distance : DISTANCES) {
            var search = new Search(latitude, longitude);
            search.within(distance);
            if (search.cosine >= Math.cos(Math.toRadians(distance))) {
                return OptionalInt.of(search.nearest);
            }
        }
        return OptionalInt.empty();
    }

    private final class Search {
        private final double latitude;
        private final double longitude;
        private double cosine = -1;
        private int nearest = -1;

        private Search(double latitude, double longitude) {
            this.latitude = Math.toRadians(latitude);
            this.longitude = Math.toRadians(longitude);
        }

        /** Looks into every cell that a circle around the point touches, and some more. */
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
                    in(line * COLUMNS + Math.floorMod(column, COLUMNS));
                }
            }
        }

        private void in(int cell) {
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

        /** Of the angle between the point and a place, seen from the centre of the earth. */
        private double cosine(int number) {
            double other = Math.toRadians(rows.latitude(number));
            return Math.sin(latitude) * Math.sin(other)
                    + Math.cos(latitude)
                            * Math.cos(other)
                            * Math.cos(longitude - Math.toRadians(rows.longitude(number)));
        }
    }
}
