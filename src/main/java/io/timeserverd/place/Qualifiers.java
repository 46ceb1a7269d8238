package io.timeserverd.place;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The words after a name that say which of its places is meant: region, country, district. */
final class Qualifiers {
    private final Names names;

    Qualifiers(Names names) {
        this.names = names;
    }

    /** One qualifier, with the countries and regions that it may stand for. */
    private record Qualifier(String key, Set<String> countries, Set<String> regions) {
        boolean admits(Row row) {
            return countries.contains(row.country())
                    || (row.kind() == Kind.PLACE && regions.contains(row.regionId()))
                    || (!key.isEmpty() && key.equals(Keys.of(row.district())));
        }
    }

    /** Those of {@code matches} that every one of {@code texts} admits. */
    List<Match> admitted(List<Match> matches, List<String> texts) {
        var admitted = new ArrayList<>(matches);
        for (var text : texts) {
            if (admitted.isEmpty()) {
                return admitted;
            }
            var qualifier = read(Keys.of(text));
            admitted.removeIf(match -> !qualifier.admits(match.row()));
        }
        return admitted;
    }

    private Qualifier read(String key) {
        Set<String> countries = new HashSet<>();
        Set<String> regions = new HashSet<>();
        for (var match : names.find(key)) {
            switch (match.row().kind()) {
                case COUNTRY -> countries.add(match.row().id());
                case REGION -> regions.add(match.row().id());
                case ZONE_NAME, PLACE -> {
                    // No place lies in one of these.
                }
            }
        }
        return new Qualifier(key, countries, regions);
    }

    /**
     * The ways to read words as one qualifier or several: {@code [a b], [a][b]}. A name of a region or a
     * country has up to three words here; longer ones are told apart by commas.
     */
    static List<List<String>> readings(List<String> words) {
        var readings = new ArrayList<List<String>>();
        for (int cuts = 0; cuts < 1 << (words.size() - 1); cuts++) {
            var reading = new ArrayList<String>();
            var part = new StringBuilder();
            for (int i = 0; i < words.size(); i++) {
                part.append(words.get(i)).append(' ');
                if (i == words.size() - 1 || ((cuts >> i) & 1) == 1) {
                    reading.add(part.toString());
                    part.setLength(0);
                }
            }
            readings.add(reading);
        }
        return readings;
    }
}
