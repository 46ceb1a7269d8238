package io.timeserverd.place;

import io.timeserverd.zone.ZoneSet;

/** The directory of everything that a client may call a place. */
public interface Places {
    /** What {@code text} means under {@code zones}; {@code text} is not blank. */
    Resolution resolve(String text, ZoneSet zones);

    /** The release of the place data, for status and version. */
    String release();
}
