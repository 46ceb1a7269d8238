package io.timeserverd.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Short names of airports: London Heathrow, Heathrow Airport and Heathrow for London Heathrow Airport. */
final class AirportNames {
    /** Words that mean nothing without the city. */
    private static final Set<String> NO_NAMES =
            Set.of("city", "central", "north", "south", "east", "west", "executive");

    /** The most words of a city's name. */
    private static final int MOST_WORDS = 3;

    private final List<String> names = new ArrayList<>();

    private final List<String> alternates = new ArrayList<>();

    /** @param isCity whether a text is the name of a large city of the airport's country */
    AirportNames(String name, Predicate<String> isCity) {
        String plain = name.replaceAll(" (?:International|Intercontinental|Regional|Municipal)\\b", "");
        if (!plain.equals(name)) {
            names.add(plain);
        }
        String bare = plain.replaceFirst(" Airport\\b", "");
        var words = List.of(bare.split(" ", -1));
        for (int count = Math.min(MOST_WORDS, words.size() - 1); count > 0 && !bare.equals(plain); count--) {
            var rest = String.join(" ", words.subList(count, words.size()));
            if (isCity.test(String.join(" ", words.subList(0, count))) && !NO_NAMES.contains(NameKeys.of(rest))) {
                names.add(bare);
                names.add(rest + " Airport");
                alternates.add(rest);
                return;
            }
        }
    }

    List<String> names() {
        return names;
    }

    List<String> alternates() {
        return alternates;
    }
}
