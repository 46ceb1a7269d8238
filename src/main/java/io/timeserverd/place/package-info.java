/**
 * What people type for a place, and the zone that it stands for.
 *
 * <p>What must stay true: names are data, and the one normalisation ({@link io.timeserverd.place.NameKeys}) serves building and
 * looking up alike; a comma is a wall; every spelling that is suggested selects what it is suggested for; no look-up searches
 * through all names, so that each is a few dozen reads whatever was typed.
 *
 * <p>The data are one file beside the program, {@code places.index}, which is mapped. It is made of tables of text in
 * {@code src/places/tables} at every build, and these of public packages by {@code make places}:
 *
 * <pre>
 *     packages -> BuildPlaces -> tables -> IndexWriter -> places.index
 *                                                           |
 *     PlaceFile     its sections, mapped                 <--+
 *     Rows          countries, regions, districts, names of zones, airports, places
 *     KeyTable      names and codes, sorted, and the rows that they lead to
 *     Slips         names that one slip of the finger makes of each other
 *     Nearby        places by square degree
 *
 *     Directory     what other packages see: Places
 *     Finder        the order of resolution: codes, countries, names of zones, coordinates, places
 *     Qualifier     what stands behind a comma
 *     Ranking       which of several rows is meant
 *     Describer     rows in words, and the spelling that selects one
 *     Nearest       what may have been meant by a name that means nothing
 * </pre>
 */
package io.timeserverd.place;
