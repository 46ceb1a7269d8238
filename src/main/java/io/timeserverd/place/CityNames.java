package io.timeserverd.place;

import io.timeserverd.place.Match.How;
import java.util.List;
import java.util.Optional;

/** Names with the word city, which people also add to the name of any city: Kansas City is a name, Denver city is Denver. */
final class CityNames {
    /** So many times as heavy as a place called Denver City, Denver is meant. */
    private static final int OUTSHINES = 100;

    private final Names names;
    private final Ranking ranking;

    CityNames(Names names, Ranking ranking) {
        this.names = names;
        this.ranking = ranking;
    }

    /** What a name means by itself, unless a city without that word is meant. */
    Meaning choose(List<Match> named, String name) {
        var itself = ranking.choose(named, name);
        var city = itself == Meaning.NONE ? Optional.<String>empty() : GenericWords.city(name);
        if (city.isEmpty()) {
            return itself;
        }
        var meaning = ranking.choose(names.named(city.get(), Kind.PLACE), city.get());
        if (named.stream().allMatch(match -> match.how() == How.ALTERNATE)) {
            return meaning == Meaning.NONE ? itself : meaning;
        }
        // City of Alexandria is what Alexandria in Virginia is called in documents only.
        int times = name.endsWith(city.get()) ? Ranking.DOMINATES : OUTSHINES;
        return itself instanceof Meaning.Clear one
                        && (one.row().isPlace() || one.row().kind() == Kind.DISTRICT)
                        && meaning instanceof Meaning.Clear other
                        && ranking.outweighs(other.row(), one.row(), times)
                ? new Meaning.Clear(other.row(), List.of(one.row()), other.byAlternate())
                : itself;
    }
}
