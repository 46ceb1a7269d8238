package io.timeserverd.place;

import io.timeserverd.place.Match.NameType;
import java.util.List;
import java.util.Optional;

/** Names with the word "city". It may belong to the name, as in Kansas City, or be added to it: Denver city is Denver. */
final class CityNames {
    /** {@code Denver City} means Denver if that is this many times as heavy as a place called Denver City. */
    private static final int OUTSHINES = 100;

    private final Names names;
    private final Ranking ranking;

    CityNames(Names names, Ranking ranking) {
        this.names = names;
        this.ranking = ranking;
    }

    /** What a name means as it stands, or without the word if such a city is much likelier. */
    Meaning choose(List<Match> named, String name) {
        Meaning itself = ranking.choose(named, name);
        Optional<String> city = itself == Meaning.NONE ? Optional.<String>empty() : GenericWords.city(name);
        if (city.isEmpty()) {
            return itself;
        }
        Meaning meaning = ranking.choose(names.named(city.get(), RowKind.PLACE), city.get());
        if (named.stream().allMatch(match -> match.nameType() == NameType.ALTERNATE)) {
            return meaning == Meaning.NONE ? itself : meaning;
        }
        // Only documents call Alexandria in Virginia the City of Alexandria.
        int times = name.endsWith(city.get()) ? Ranking.DOMINATES : OUTSHINES;
        return itself instanceof Meaning.Clear one
                        && (one.row().isPlace() || one.row().kind() == RowKind.DISTRICT)
                        && meaning instanceof Meaning.Clear other
                        && ranking.outweighs(other.row(), one.row(), times)
                ? new Meaning.Clear(other.row(), List.of(one.row()), other.byAlternate())
                : itself;
    }
}
