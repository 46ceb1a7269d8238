/**
 * Finds the place that a text means, and its zone.
 *
 * <p>What must stay true: names are data, and one normalisation ({@link io.timeserverd.place.NameKeys}) is used to build the
 * index and to look names up; the two sides of a comma are never joined into one name; every suggested spelling selects the
 * place that it is suggested for; no look-up scans all names of the data, so that each needs a few dozen reads whatever was
 * typed.
 *
 * <p>The data are one file beside the program, {@code places.index}, which is mapped into memory. Every build makes it from
 * the tables of text in {@code src/places/tables}. {@code make places} makes those from public packages:
 *
 * <pre>
 *     packages -> BuildPlaces -> tables -> IndexWriter -> places.index
 *                                                           |
 *     PlaceFile      its sections, mapped                <--+
 *     PlaceTable     a row for each country, region, district, name of a zone, airport, place
 *     KeyTable       names and codes, sorted, and the rows that they lead to
 *     TypoIndex      finds names that differ from a text by one typing mistake
 *     SpatialIndex   places by square degree
 *
 *     Places         what other packages see; IndexedPlaces implements it
 *     Finder         the order of resolution: codes, countries, names of zones, coordinates, places
 *     Qualifier      what follows a comma
 *     Ranking        which of several rows is meant
 *     Describer      rows in words, and the spelling that selects one
 *     SimilarNames   what an unknown name may have meant
 * </pre>
 */
package io.timeserverd.place;
