package io.timeserverd.zone;

import java.util.OptionalLong;

/**
 * What clocks show from an instant on, as a POSIX TZ string: {@code CET-1CEST,M3.5.0,M10.5.0/3}.
 *
 * @param text the string
 * @param until the first second at which clocks there show something else, since 1970-01-01T00:00:00Z; none, if the
 *     string tells all that is known to come
 */
public record TzString(String text, OptionalLong until) {}
