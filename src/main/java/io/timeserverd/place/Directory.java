package io.timeserverd.place;

import io.timeserverd.place.Match.How;
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

/** The directory over the data that comes with the program. */
final class Directory implements Places {
    private static final int MOST_SPELLINGS = 6;
    private static final int MOST_NEAREST = 3;

    /** Some cannot be told apart from their namesakes, and are passed over. */
    private static final int MOST_CANDIDATES = 12;

    private static final String RELEASE = "release ";
    private static final String FALLBACK = "instead ";

    private final Data data;
    private final ExtraNames extras;

    /** This and the next three fields belong to one release of the zones, and are replaced for another. */
    private ZoneLookup zones;

    private Finder finder;
    private Describer describer;

    /** What is the same for all zones, all names and all threads. */
    private record Data(List<String> notice, Rows rows, Names names, Nearby nearby, Nearest nearest) {
        static Data of(PlaceFile file) {
            var rows = new Rows(file);
            var keys = new KeyTable(file);
            var names = new Names(keys, rows);
            return new Data(
                    file.lines(Section.NOTICE),
                    rows,
                    names,
                    new Nearby(file, rows),
                    new Nearest(names, new Slips(file, keys), rows));
        }

        private Stream<String> marked(String mark) {
            return notice.stream().filter(line -> line.startsWith(mark)).map(line -> line.substring(mark.length()));
        }

        String release() {
            return marked(RELEASE).findFirst().orElse("");
        }

        /** Zones that trees of the last years may lack, and what their places kept before. */
        Map<String, String> fallbacks() {
            return marked(FALLBACK)
                    .map(line -> line.split(" ", -1))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        }
    }

    private Directory(Data data, ExtraNames extras) {
        this.data = data;
        this.extras = extras;
    }

    static Directory load(Path file) {
        return new Directory(Data.of(PlaceFile.map(file)), ExtraNames.NONE);
    }

    @Override
    public Places with(ExtraNames extraNames) {
        return new Directory(data, extraNames);
    }

    @Override
    public Resolution resolve(String text, ZoneSet zoneSet) {
        use(zoneSet);
        var name = text.strip();
        var zone = zone(name);
        if (zone.isPresent()) {
            return new Resolution.Found(Place.ofZone(zone.get()));
        }
        var own = extras.find(name);
        return own.isPresent() ? ofOperator(own.get()) : inData(name);
    }

    private void use(ZoneSet zoneSet) {
        if (zones == null || zones.zones() != zoneSet) {
            zones = new ZoneLookup(zoneSet, data.rows, data.fallbacks());
            finder = new Finder(data.rows, data.names, data.nearby, zones);
            describer = new Describer(data.rows, finder, zones, this::isTaken);
        }
    }

    /** Whether a text means something before any name of the data does. */
    private boolean isTaken(String text) {
        return extras.find(text).isPresent() || zone(text).isPresent();
    }

    private Optional<Zone> zone(String text) {
        return ZoneLookup.byItself(text, zones.zones());
    }

    /** An operator's name for a zone or an offset is shown as the operator wrote it. */
    private Resolution ofOperator(ExtraNames.Own own) {
        var meant = own.place();
        var zone = zone(meant);
        return zone.isPresent()
                ? new Resolution.Found(new Place(own.name(), "", "", "", zone.get(), Note.NONE))
                : inData(meant);
    }

    private Resolution inData(String text) {
        var name = withSingleBlanks(text);
        var meaning = finder.find(name);
        if (meaning instanceof Meaning.Clear clear) {
            return describer
                    .place(clear, name)
                    .<Resolution>map(Resolution.Found::new)
                    .orElseGet(() ->
                            new Resolution.Zoneless(data.rows.zone(clear.row().zone())));
        }
        if (meaning instanceof Meaning.Open open) {
            return new Resolution.Ambiguous(new Suggestions(() -> choices(open.rows())));
        }
        var atSea = Coordinates.parse(name)
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

    /** The operator's names first, which are what the operator's clients mostly mean; but they never fill the list. */
    private List<String> nearest(String name) {
        var own = extras.near(name)
                .filter(this::isSuggested)
                .map(ExtraNames.Own::name)
                .limit(MOST_NEAREST - 1);
        var ofData = spellings(data.nearest.find(name, MOST_CANDIDATES), MOST_NEAREST).stream();
        return Stream.concat(own, ofData).limit(MOST_NEAREST).toList();
    }

    private boolean isSuggested(ExtraNames.Own own) {
        return RequestSyntax.isPlace(own.name()) && ofOperator(own) instanceof Resolution.Found;
    }

    /** No rule asks for two blanks, and expressions that look for them would look at each row of blanks many times. */
    private static String withSingleBlanks(String text) {
        return text.indexOf("  ") < 0 ? text : text.replaceAll(" {2,}+", " ");
    }

    /** At least two: rows whose clocks differ have zones to be told by, if nothing else. */
    private List<String> choices(List<PlaceRow> rows) {
        var spellings = spellings(rows, MOST_SPELLINGS);
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
        // Some have no spelling of their own.
        for (var row : new Search(data.names, finder).find(withSingleBlanks(text), 2 * most)) {
            var place = describer.place(row);
            var spelling = found.size() < most ? describer.spelling(row) : Optional.<String>empty();
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
        for (var zone : some) {
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
        var coded = data.names.coded(text).stream()
                .filter(match -> match.row().kind() == Kind.COUNTRY)
                .findFirst();
        return coded.or(() -> data.names.named(text, Kind.COUNTRY).stream().findFirst())
                .map(match -> country(match.row().number()));
    }

    private Country country(int number) {
        var rows = data.rows;
        return new Country(
                rows.codes(number).get(0),
                rows.name(number),
                rows.zone(rows.get(number).zone()),
                rows.zones(number));
    }

    @Override
    public List<String> zonesOf(String text, ZoneSet zoneSet) {
        use(zoneSet);
        var name = withSingleBlanks(text);
        if (finder.find(name) instanceof Meaning.Clear clear
                && clear.row().kind().isLand()) {
            return data.rows.zones(clear.row().number());
        }
        // New York is a city before all, which has no zones to list.
        return data.names.named(name, Kind.REGION).stream()
                .filter(match -> match.how() != How.ALTERNATE)
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
