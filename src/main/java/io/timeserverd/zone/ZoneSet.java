package io.timeserverd.zone;

import java.util.Collection;
import java.util.Optional;

/** All zones of one release of the time-zone database. Immutable. */
public interface ZoneSet {
    /** The name of the release, such as {@code 2026f}. */
    String release();

    /** Where the rules come from, for status and log: a directory, or {@code jvm}. */
    String source();

    /** The zone with that id, in any case, with spaces or underscores, with or without the leading colon of TZ. */
    Optional<Zone> find(String id);

    /** All ids in the spelling of the database, sorted. */
    Collection<String> ids();

    /** The countries of the database, with their zones; none if it has no tables. */
    Countries countries();
}
