package io.timeserverd.place;

import io.timeserverd.place.Match.NameType;
import io.timeserverd.place.PlaceFile.Section;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link Places} from the index file that comes with the program. */
final class IndexedPlaces implements Places {
    private static final int MOST_SPELLINGS = 6;
    private static final int MOST_NEAREST = 3;

    /** More than are shown, since some have no spelling of their own. */
    private static final int MOST_CANDIDATES = 12;

    private static final String RELEASE = "release ";
    private static final String FALLBACK = "instead ";

    private final Data data;
    private final ExtraNames extras;

    /** This field and the next two belong to one release of the zones. Another release replaces them. */
    private ZoneLookup zones;

    private Finder finder;
    private Describer describer;

    /** What all zones, all own names and all threads share. */
    private record Data(List<String> notice, PlaceTable rows, Names names, SpatialIndex nearby, SimilarNames nearest) {
        static Data of(PlaceFile file) {
            var rows = new PlaceTable(file);
            var keys = new KeyTable(file);
            var names = new Names(keys, rows);
            return new Data(
                    file.lines(Section.NOTICE),
                    rows,
                    names,
                    new SpatialIndex(file, rows),
                    new SimilarNames(names, new TypoIndex(file, keys), rows));
        }

        private Stream<String> marked(String mark) {
            return notice.stream().filter(line -> line.startsWith(mark)).map(line -> line.substring(mark.length()));
        }

        String release() {
            return marked(RELEASE).findFirst().orElse("");
        }

        /** By zones that older trees may lack, the zones that their places had before. */
        Map<String, String> fallbacks() {
            return marked(FALLBACK)
                    .map(line -> line.split(" ", -1))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        }
    }

    private IndexedPlaces(Data data, ExtraNames extras) {
        this.data = data;
        this.extras = extras;
    }

    static IndexedPlaces load(Path file) {
        return new IndexedPlaces(Data.of(PlaceFile.map(file)), ExtraNames.NONE);
    }

    @Override
    public Places with(ExtraNames extraNames) {
        return new IndexedPlaces(data, extraNames);
    }

    @Override
    public Resolution resolve(String text, ZoneSet zoneSet) {
        use(zoneSet);
        String name = text.strip();
        Optional<Zone> zone = zone(name);
        if (zone.isPresent()) {
            return new Resolution.Found(Place.ofZone(zone.get()));
        }
        Optional<ExtraNames.OwnName> own = extras.find(name);
        return own.isPresent() ? ofOperator(own.get()) : inData(name);
    }

    private void use(ZoneSet zoneSet) {
        if (zones == null || zones.zones() != zoneSet) {
            zones = new ZoneLookup(zoneSet, data.rows, data.fallbacks());
            finder = new Finder(data.rows, data.names, data.nearby, zones);
            describer = new Describer(data.rows, finder, zones, this::isTaken);
        }
    }

    /** Whether a text means something that goes before all names of the data. */
    private boolean isTaken(String text) {
        return extras.find(text).isPresent() || zone(text).isPresent();
    }

    private Optional<Zone> zone(String text) {
        return ZoneLookup.byItself(text, zones.zones());
    }

    /** Resolves the place of an own name. A zone or an offset is shown under that name, as the operator wrote it. */
    private Resolution ofOperator(ExtraNames.OwnName own) {
        String meant = own.place();
        Optional<Zone> zone = zone(meant);
        return zone.isPresent()
                ? new Resolution.Found(new Place(own.name(), "", "", "", zone.get(), Note.NONE))
                : inData(meant);
    }

    private Resolution inData(String text) {
        String name = withSingleBlanks(text);
        Meaning meaning = finder.find(name);
        if (meaning instanceof Meaning.Clear clear) {
            return describer
                    .place(clear, name)
                    .<Resolution>map(Resolution.Found::new)
                    .orElseGet(() ->
                            new Resolution.Zoneless(data.rows.zone(clear.row().zone())));
        }
        if (meaning instanceof Meaning.Ambiguous open) {
            return new Resolution.Ambiguous(new Suggestions(() -> choices(open.rows())));
        }
        Optional<Zone> atSea = Coordinates.parse(name)
                .map(Coordinates::nauticalZone)
                .flatMap(id -> zones.zones().find(id));
        if (atSea.isPresent()) {
            return new Resolution.Found(Place.ofZone(atSea.get()));
        }
        if (data.rows.zoneNumber(name) >= 0) {
            return new Resolution.Zoneless(name);
        }
        return new Resolution.Unknown(new Suggestions(() -> nearest(name)));
    }

    /** Suggestions: own names first, since the operator's clients mostly mean these, but never only own names. */
    private List<String> nearest(String name) {
        Stream<String> own = extras.near(name)
                .filter(this::isSuggested)
                .map(ExtraNames.OwnName::name)
                .limit(MOST_NEAREST - 1);
        Stream<String> ofData = spellings(data.nearest.find(name, MOST_CANDIDATES), MOST_NEAREST).stream();
        return Stream.concat(own, ofData).limit(MOST_NEAREST).toList();
    }

    private boolean isSuggested(ExtraNames.OwnName own) {
        return RequestSyntax.isPlace(own.name()) && ofOperator(own) instanceof Resolution.Found;
    }

    /** No rule needs two blanks, and regular expressions would scan a long row of blanks many times. */
    private static String withSingleBlanks(String text) {
        return text.indexOf("  ") < 0 ? text : text.replaceAll(" {2,}+", " ");
    }

    /** At least two: rows whose clocks differ can be selected by their zones, if by nothing else. */
    private List<String> choices(List<PlaceRow> rows) {
        List<String> spellings = spellings(rows, MOST_SPELLINGS);
        return spellings.size() > 1
                ? spellings
                : rows.stream()
                        .map(describer::spellingOrZone)
                        .flatMap(Optional::stream)
                        .distinct()
                        .limit(MOST_SPELLINGS)
                        .toList();
    }

    private List<String> spellings(List<PlaceRow> rows, int most) {
        return rows.stream()
                .map(describer::spelling)
                .flatMap(Optional::stream)
                .limit(most)
                .toList();
    }

    @Override
    public List<Found> search(String text, ZoneSet zoneSet, int most) {
        use(zoneSet);
        var found = new ArrayList<Found>();
        extras.matching(text)
                .filter(this::isSuggested)
                .limit(Math.max(1, most / 2)) // a hundred offices in Paris do not hide Paris
                .forEach(own -> found.add(new Found(((Resolution.Found) ofOperator(own)).place(), own.name())));
        // More than are wanted, since some have no spelling of their own.
        for (PlaceRow row : new Search(data.names, finder).find(withSingleBlanks(text), 2 * most)) {
            Optional<Place> place = describer.place(row);
            Optional<String> spelling = found.size() < most ? describer.spelling(row) : Optional.<String>empty();
            if (place.isPresent() && spelling.isPresent()) {
                found.add(new Found(place.get(), spelling.get()));
            }
        }
        return found;
    }

    @Override
    public List<List<Zone>> byBehaviour(Collection<Zone> some, ZoneSet zoneSet) {
        use(zoneSet);
        var groups = new ArrayList<List<Zone>>();
        for (Zone zone : some) {
            groups.stream()
                    .filter(group -> zones.agree(group.get(0).id(), zone.id()))
                    .findFirst()
                    .orElseGet(() -> {
                        groups.add(new ArrayList<>());
                        return groups.get(groups.size() - 1);
                    })
                    .add(zone);
        }
        return groups;
    }

    @Override
    public Optional<Country> country(String text) {
        Optional<Match> coded = data.names.coded(text).stream()
                .filter(match -> match.row().kind() == RowKind.COUNTRY)
                .findFirst();
        return coded.or(() -> data.names.named(text, RowKind.COUNTRY).stream().findFirst())
                .map(match -> country(match.row().number()));
    }

    private Country country(int number) {
        PlaceTable rows = data.rows;
        return new Country(
                rows.codes(number).get(0),
                rows.name(number),
                rows.zone(rows.get(number).zone()),
                rows.zones(number));
    }

    @Override
    public List<String> zonesOf(String text, ZoneSet zoneSet) {
        use(zoneSet);
        String name = withSingleBlanks(text);
        if (finder.find(name) instanceof Meaning.Clear clear
                && clear.row().kind().isLand()) {
            return data.rows.zones(clear.row().number());
        }
        // New York means the city, which has no zones to list: the region is meant here.
        return data.names.named(name, RowKind.REGION).stream()
                .filter(match -> match.nameType() != NameType.ALTERNATE)
                .findFirst()
                .map(match -> data.rows.zones(match.row().number()))
                .orElse(List.of());
    }

    @Override
    public String release() {
        return data.release() + extras.release();
    }

    @Override
    public List<String> attribution() {
        return data.notice.stream()
                .filter(line -> !line.startsWith(RELEASE) && !line.startsWith(FALLBACK))
                .toList();
    }
}
