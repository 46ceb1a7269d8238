/**
 * Time zones: the offset, the daylight flag and the abbreviation at an instant, and when they change next.
 *
 * <pre>
 *     tree of files -> bytes -> TzifReader, PosixRule -,
 *                             the JVM -> JvmTimeline --+-> Timeline -> Zone, by id in a ZoneSet
 *    text that a client sent -> Offsets, PosixZones -----'
 * </pre>
 *
 * <p>What must stay true: rules are pure and know no clock. An id that a client sends is only looked up in the loaded set, and
 * never becomes a file name. Files are untrusted: reading one gives zones, or the reason why it is refused.
 */
package io.timeserverd.zone;
