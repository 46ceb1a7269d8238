package io.timeserverd.zone;

import java.util.Collection;
import java.util.Optional;

/** All zones of one release of the time-zone database. Immutable. */
public interface ZoneSet {
    /** The release, {@code 2026f}, as the database names it. */
    String release();

    /** Where the rules come from, for status and log: a directory, or {@code jvm}. */
    String source();

    /** The zone of that id, whatever the case, with spaces or underscores, with or without the colon that TZ may have. */
    Optional<Zone> find(String id);

    /** Every id, in the database's spelling, sorted. */
    Collection<String> ids();

    /** The countries that the database names, with their zones; none where it comes without tables. */
    Countries countries();
}
