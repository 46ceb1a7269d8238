/**
 * Time zones: what the offset, the daylight flag and the abbreviation are at an instant, and when
 * they change next.
 *
 * <pre>
 *     tree of files -> bytes -> TzifReader, PosixRule -,
 *                             the JVM -> JvmTimeline --+-> Timeline -> Zone, by id in a ZoneSet
 *      what a client typed -> Offsets, PosixZones -----'
 * </pre>
 *
 * <p>What must stay true: pure rules without clocks; an id that a client sends is only ever looked
 * up in the set that was loaded, never turned into a file name; files are untrusted, and whatever is
 * in them is zones or a reason why not.
 */
package io.timeserverd.zone;
