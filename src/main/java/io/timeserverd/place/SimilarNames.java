package io.timeserverd.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the rows that an unknown name may have meant: names that differ from it by one typing mistake, or begin with it. Rows
 * that the qualifiers admit come first; a qualifier may have a typing mistake, too. Then the likeness of the name counts, then
 * the weight of the row.
 */
final class SimilarNames {
    /** Too many names begin with a shorter text. */
    private static final int SHORTEST_BEGINNING = 3;

    private static final Pattern WORD = Pattern.compile("[a-z]+", Pattern.CASE_INSENSITIVE);

    private final Names names;
    private final TypoIndex typos;
    private final PlaceTable rows;

    SimilarNames(Names names, TypoIndex typos, PlaceTable rows) {
        this.names = names;
        this.typos = typos;
        this.rows = rows;
    }

    /** How the text resembles a name, the best first. */
    private enum Likeness {
        NAME,
        TYPO,
        BEGINNING
    }

    private record Candidate(Match match, Likeness likeness, boolean isElsewhere) {
        long weight() {
            return Ranking.weight(match);
        }
    }

    /** The likeliest rows, the best first, each once. */
    List<PlaceRow> find(String text, int most) {
        List<String> parts = QualifiedNames.parts(text);
        if (parts.isEmpty()) {
            return List.of();
        }
        List<PlaceRow> found = find(parts.get(0), parts.subList(1, parts.size()), most);
        int blank = parts.get(0).lastIndexOf(' ');
        return found.isEmpty() && parts.size() == 1 && blank > 0
                ? find(text.substring(0, blank), List.of(text.substring(blank + 1)), most)
                : found;
    }

    private List<PlaceRow> find(String name, List<String> qualifying, int most) {
        List<Qualifier> qualifiers = qualifying.stream()
                .map(this::qualifier)
                .filter(qualifier -> !qualifier.isEmpty())
                .toList();
        IntPredicate here = number -> qualifiers.stream().allMatch(qualifier -> qualifier.admits(number));
        List<IntPredicate> likely = qualifiers.isEmpty() ? List.of(here) : List.of(here, here.negate());
        var candidates = new ArrayList<Candidate>();
        for (IntPredicate which : likely) {
            boolean elsewhere = which != here;
            like(name, which, most)
                    .forEach((likeness, some) -> some.stream()
                            .filter(match -> isSuggested(match.row().kind()))
                            .forEach(match -> candidates.add(new Candidate(match, likeness, elsewhere))));
        }
        return candidates.stream()
                .sorted(Comparator.comparing(Candidate::isElsewhere)
                        .thenComparing(Candidate::likeness)
                        .thenComparing(
                                Comparator.comparingLong(Candidate::weight).reversed())
                        .thenComparing(each -> each.match.row().number()))
                .map(each -> each.match.row())
                .distinct()
                .limit(most)
                .toList();
    }

    private static boolean isSuggested(RowKind kind) {
        return kind != RowKind.AIRPORT && kind != RowKind.DISTRICT;
    }

    private Map<Likeness, List<Match>> like(String name, IntPredicate which, int most) {
        String key = NameKeys.of(name);
        List<Match> called = Stream.concat(Stream.of(name), respelled(name).stream())
                .flatMap(spelling -> names.named(spelling, which).stream())
                .toList();
        List<Match> mistyped = typos.oneEditFrom(key).stream()
                .flatMap(cursor -> names.matches(cursor, which).stream())
                .toList();
        List<Match> beginning =
                key.length() < SHORTEST_BEGINNING ? List.<Match>of() : names.beginningWith(key, most, which);
        return Map.of(Likeness.NAME, called, Likeness.TYPO, mistyped, Likeness.BEGINNING, beginning);
    }

    /** The qualifier of that name, else those whose names differ from it by one typing mistake. */
    private Qualifier qualifier(String text) {
        var qualifier = Qualifier.of(text, names, rows);
        return qualifier.isEmpty()
                ? Qualifier.of(
                        typos.oneEditFrom(NameKeys.of(text)).stream()
                                .flatMap(cursor -> names.matches(cursor, number -> true).stream())
                                .toList(),
                        rows)
                : qualifier;
    }

    /**
     * {@code Fort Belvoir} for {@code ort Belvoir}. Keys have such words in their short form only, from which a mistyped word
     * differs by more than one letter.
     */
    private static Optional<String> respelled(String name) {
        Matcher words = WORD.matcher(name);
        while (words.find()) {
            for (String word : NameKeys.SHORT_FORMS.keySet()) {
                if (TypoIndex.isOneEdit(words.group().toLowerCase(Locale.ROOT), word)) {
                    return Optional.of(name.substring(0, words.start()) + word + name.substring(words.end()));
                }
            }
        }
        return Optional.empty();
    }
}
