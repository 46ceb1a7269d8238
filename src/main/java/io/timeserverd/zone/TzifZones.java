package io.timeserverd.zone;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The zones of a TZif tree as it was when it was read: what happens to the tree later does not reach
 * them. A file is parsed when its zone is first looked up; a zone whose file is broken is not found.
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
        var known = countries;
        if (known == null) {
            known = tables.read(files::containsKey);
            countries = known;
        }
        return known;
    }

    /**
     * Parses every file and the country tables, and looks for the zones that those name. It takes a tenth of a
     * second in a JVM that has just started: a chore for the helper thread.
     *
     * @return which files are broken or missing, and how, sorted
     */
    public List<String> faults() {
        // So that the loop need not read the tables when they are first asked for.
        countries();
        var faults = new TreeSet<String>();
        files.values().forEach(file -> file.fault().ifPresent(faults::add));
        tables.missing(files::containsKey).forEach(id -> faults.add(id + ": missing, though in the tree's table"));
        return List.copyOf(faults);
    }
}
