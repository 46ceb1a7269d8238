/**
 * Time zones: what the offset, the daylight flag and the abbreviation are at an instant, and when
 * they change next.
 *
 * <p>What must stay true: pure rules without clocks; an id that a client sends is only ever looked
 * up in the set that was loaded, never turned into a file name.
 */
package io.timeserverd.zone;
