package io.timeserverd.place;

import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.Zone;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directory over the data that is part of the program. */
final class Directory implements Places {
    private static final int MOST_SPELLINGS = 6;
    private static final int MOST_NEAREST = 3;

    private static final String RELEASE = "release\t";

    private final Rows rows;
    private final Names names;
    private final ExtraNames extras;

    /** This and the next two fields belong to one release of the zones, and are replaced for another. */
    private ZoneLookup zones;

    private Finder finder;
    private Describer describer;

    private Directory(Rows rows, Names names, ExtraNames extras) {
        this.rows = rows;
        this.names = names;
        this.extras = extras;
    }

    static Directory load() {
        var rows = new Rows();
        return new Directory(rows, new Names(rows), ExtraNames.NONE);
    }

    @Override
    public Places with(ExtraNames extraNames) {
        return new Directory(rows, names, extraNames);
    }

    @Override
    public Resolution resolve(String text, ZoneSet zoneSet) {
        use(zoneSet);
        var name = text.strip();
        var zone = Offsets.parse(name).or(() -> zones.zones().find(name));
        if (zone.isPresent()) {
            return new Resolution.Found(Place.ofZone(zone.get()));
        }
        var own = extras.find(name);
        return own.isPresent() ? ofOperator(own.get()) : inData(name);
    }

    private void use(ZoneSet zoneSet) {
        if (zones == null || zones.zones() != zoneSet) {
            zones = new ZoneLookup(zoneSet);
            finder = new Finder(names, zones);
            describer = new Describer(rows, finder, zones, extras);
        }
    }

    /** An operator's name for a zone or an offset is shown as the operator wrote it. */
    private Resolution ofOperator(ExtraNames.Own own) {
        var meant = own.place();
        var zone = Offsets.parse(meant).or(() -> zones.zones().find(meant));
        return zone.isPresent()
                ? new Resolution.Found(new Place(own.name(), "", "", "", zone.get(), ""))
                : inData(meant);
    }

    private Resolution inData(String name) {
        var meaning = finder.find(name);
        if (meaning instanceof Meaning.Clear clear) {
            return describer
                    .place(clear.row(), clear.others())
                    .<Resolution>map(Resolution.Found::new)
                    .orElseGet(() -> new Resolution.Zoneless(clear.row().zone()));
        }
        if (meaning instanceof Meaning.Open open) {
            return new Resolution.Ambiguous(new Suggestions(() -> spellings(open.rows(), MOST_SPELLINGS)));
        }
        return new Resolution.Unknown(new Suggestions(() -> nearest(name)));
    }

    private List<String> spellings(List<Row> rows, int most) {
        return rows.stream()
                .map(describer::spelling)
                .flatMap(Optional::stream)
                .limit(most)
                .toList();
    }

    private List<String> nearest(String name) {
        int comma = name.indexOf(',');
        var head = comma < 0 ? name : name.substring(0, comma);
        return spellings(new Nearest(names).find(Keys.of(head), MOST_NEAREST), MOST_NEAREST);
    }

    @Override
    public List<Found> search(String text, ZoneSet zoneSet, int most) {
        use(zoneSet);
        var found = new ArrayList<Found>();
        extras.find(text)
                .filter(own -> ofOperator(own) instanceof Resolution.Found)
                .ifPresent(own -> found.add(new Found(((Resolution.Found) ofOperator(own)).place(), own.name())));
        for (var row : new Search(names, finder).find(text, most)) {
            var place = describer.place(row, List.of());
            var spelling = describer.spelling(row);
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
        var countries = names.find(Keys.of(text)).stream()
                .filter(match -> match.row().kind() == Kind.COUNTRY)
                .toList();
        return Ranking.order(countries, text).stream().findFirst().map(Directory::country);
    }

    private static Country country(Row row) {
        return new Country(
                row.id(), row.name(), row.zone(), List.of(row.detail().split(" ", -1)));
    }

    @Override
    public String release() {
        return comments()
                        .filter(line -> line.startsWith(RELEASE))
                        .map(line -> line.substring(RELEASE.length()))
                        .findFirst()
                        .orElse("")
                + extras.release();
    }

    @Override
    public List<String> attribution() {
        return comments().filter(line -> !line.startsWith(RELEASE)).toList();
    }

    /** Every file of the data begins with the same comments. */
    private static Stream<String> comments() {
        return new String(Resources.read("zone-fallbacks.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2));
    }
}
