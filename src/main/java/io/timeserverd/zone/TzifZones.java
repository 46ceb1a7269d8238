package io.timeserverd.zone;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The zones of a TZif tree as it was when it was read; later changes of the tree do not affect them. A file is parsed when its
 * zone is first looked up. A zone whose file has a fault is not found.
 */
public final class TzifZones implements ZoneSet {
    private final String release;
    private final String source;
    private final Map<String, TzifFile> files;
    private final CountryTables tables;
    private final ZoneTable table;
    private volatile Countries countries;

    TzifZones(String release, String source, Map<String, TzifFile> files, CountryTables tables) {
        this.release = release;
        this.source = source;
        this.files = files;
        this.tables = tables;
        this.table = new ZoneTable(files);
    }

    @Override
    public String release() {
        return release;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Optional<Zone> find(String id) {
        return table.find(id);
    }

    @Override
    public Collection<String> ids() {
        return table.ids();
    }

    @Override
    public Countries countries() {
        Countries known = countries;
        if (known == null) {
            known = tables.read(files::containsKey);
            countries = known;
        }
        return known;
    }

    /**
     * Parses every file and the tables of countries, and checks that the zones in these exist. It takes a tenth of a second in a
     * JVM that has just started, so it runs on the helper thread.
     *
     * @return the faults, each with its file, sorted
     */
    public List<String> faults() {
        // Reads the tables now, so that the loop's thread need not.
        countries();
        var faults = new TreeSet<String>();
        files.values().forEach(file -> file.fault().ifPresent(faults::add));
        tables.missing(files::containsKey).forEach(id -> faults.add(id + ": missing, though in the tree's table"));
        return List.copyOf(faults);
    }
}
