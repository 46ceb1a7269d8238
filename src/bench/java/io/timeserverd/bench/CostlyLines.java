package io.timeserverd.bench;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Requests that take long and are hardly ever repeated, so that no memory of earlier ones helps: a third each formats of many
 * conversions, JSON, and names that must be searched for.
 */
final class CostlyLines {
    private static final int CONVERSIONS = 110;

    /** Instants are before 2096. */
    private static final int INSTANTS = 1_000_000_000;

    private static final int INSTANT_STEP = 4;

    private static final String[] AMBIGUOUS = {"springfield", "san jose", "alexandria", "richmond", "victoria"};

    private final Random random = new Random(1);
    private final byte[][] places = Peers.PLACES.requests();

    /** What kind of line the session of this number sends: the kinds have equally many sessions. */
    String next(int session) {
        return switch (session % 3) {
            case 0 -> "UTC@" + instant() + " +" + "%c".repeat(CONVERSIONS) + letter() + letter() + letter() + '\n';
            case 1 -> place() + '@' + instant() + " +json\n";
            default -> search() + '\n';
        };
    }

    /** A misspelled name, a beginning that many names share, or one of the spellings of a name of several places. */
    private String search() {
        return switch (random.nextInt(3)) {
            case 0 -> misspelled(misspelled(place()));
            case 1 -> "places " + letter() + letter() + letter();
            default -> anyCase(AMBIGUOUS[random.nextInt(AMBIGUOUS.length)]);
        };
    }

    private String misspelled(String name) {
        int at = random.nextInt(name.length());
        return name.substring(0, at) + letter() + name.substring(at + random.nextInt(2));
    }

    private String anyCase(String name) {
        var spelling = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            if (random.nextBoolean()) {
                spelling.setCharAt(i, Character.toUpperCase(name.charAt(i)));
            }
        }
        return spelling.toString();
    }

    private String place() {
        byte[] line = places[random.nextInt(places.length)];
        return new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
    }

    private long instant() {
        return (long) random.nextInt(INSTANTS) * INSTANT_STEP;
    }

    private char letter() {
        return (char) ('a' + random.nextInt(26));
    }
}
