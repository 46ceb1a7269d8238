package io.timeserverd.verify;

/**
 * Lines that cost a server more than they cost the client that sends them. No two lines of a kind are alike, so that a
 * server that remembers lines has to remember all of them. Each has at most 256 bytes.
 */
enum CostlyLine {
    /** Many conversions that each print many fields: what is remembered of such a format is large. */
    CONVERSIONS {
        @Override
        String of(long number) {
            return "+" + "%c".repeat(30) + letters(number);
        }
    },
    /** No more conversions than a format may have. */
    PERMITTED_CONVERSIONS {
        @Override
        String of(long number) {
            return "+" + "%c".repeat(PERMITTED) + letters(number);
        }
    },
    /** As many conversions as a line has room for, or as a format may have, and another instant each time. */
    LONG_FORMAT {
        @Override
        String of(long number) {
            return "UTC@" + number + " +" + "%c".repeat(number % 2 == 0 ? 115 : PERMITTED);
        }
    },
    /** Few bytes that ask for many digits. */
    WIDE_FORMAT {
        @Override
        String of(long number) {
            return "+" + "%64N".repeat(50) + letters(number);
        }
    },
    /** Everything that is known of a place. */
    JSON {
        @Override
        String of(long number) {
            return "Europe/Dublin@" + number + " +json";
        }
    },
    /** Text that is copied to the reply. */
    LITERAL {
        @Override
        String of(long number) {
            return "+%F" + letters(number) + "x".repeat(200);
        }
    },
    /** Another instant each time: the shortest line that can be written differently for ever. */
    INSTANT {
        @Override
        String of(long number) {
            return "Europe/Paris@" + number;
        }
    },
    /** A name that nobody knows: the nearest ones are looked for. */
    MISSPELLING {
        @Override
        String of(long number) {
            return "santqx" + letters(number);
        }
    },
    /** The name of many places, in capitals, small letters and blanks: its meaning does not depend on them. */
    SPELLING {
        @Override
        String of(long number) {
            var name = new StringBuilder("santacruz");
            for (int i = 0; i < name.length(); i++) {
                if ((number >> i & 1) != 0) {
                    name.setCharAt(i, Character.toUpperCase(name.charAt(i)));
                }
            }
            return name.insert("santa".length(), " ".repeat((int) (number >> name.length()) % 200))
                    .toString();
        }
    },
    /** A search of all names. */
    PLACES {
        @Override
        String of(long number) {
            return "places san " + letters(number);
        }
    },
    /** A search of all zones. */
    ZONES {
        @Override
        String of(long number) {
            return "zones " + letters(number);
        }
    };

    /** How often a format may have %c, which stands for seven conversions. */
    private static final int PERMITTED = 18;

    private static final CostlyLine[] ALL = values();

    /** Line {@code number} of its kind, without its end. */
    abstract String of(long number);

    /** Line {@code number} of all kinds in turn. */
    static String mixed(long number) {
        return ALL[(int) (number % ALL.length)].of(number);
    }

    private static String letters(long number) {
        var letters = new StringBuilder();
        for (long rest = number; rest > 0 || letters.length() < 3; rest /= 26) {
            letters.append((char) ('a' + rest % 26));
        }
        return letters.toString();
    }
}
