/**
 * What people type for a place, and the zone that it stands for.
 *
 * <p>What must stay true: no I/O after loading; names are data, the one normalisation serves
 * building and looking up alike.
 */
package io.timeserverd.place;
