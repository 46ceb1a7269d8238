package io.timeserverd.zone;

/**
 * A change of the local time type.
 *
 * @param epochSecond the first second of the new type, since 1970-01-01T00:00:00Z
 * @param before the type until then
 * @param after the type from then on; differs from {@code before} in at least one component
 */
public record Transition(long epochSecond, LocalType before, LocalType after) {}
