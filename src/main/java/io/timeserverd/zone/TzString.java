package io.timeserverd.zone;

import java.util.OptionalLong;

/**
 * A POSIX TZ string, which describes a zone from an instant on: {@code CET-1CEST,M3.5.0,M10.5.0/3}.
 *
 * @param text the string
 * @param until the first second for which the string is wrong, since 1970-01-01T00:00:00Z; empty if it is right for ever, as far
 *     as is known
 */
public record TzString(String text, OptionalLong until) {}
