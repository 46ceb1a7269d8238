/**
 * What people type for a place, and the zone that it stands for.
 *
 * <p>What must stay true: no I/O after loading; names are data, the one normalisation serves building and
 * looking up alike; every spelling that is suggested selects what it is suggested for.
 *
 * <p>The data are text files that {@code make places} writes, sorted by their first column and searched by
 * halving, so that loading is reading. {@code names.txt} has the keys of all names and for each the rows
 * that have it ({@link io.timeserverd.place.Names}). The rows of the four kinds are in {@code countries.txt},
 * {@code regions.txt}, {@code zone-names.txt} and {@code places.txt}; all have these columns, parted by tabs:
 *
 * <pre>
 *     id          FR, US.TX, +pacifictime, or GeoNames' number
 *     country     ISO 3166 alpha-2, or nothing
 *     region      GeoNames' code of the first-level division, or nothing
 *     zone        a zone's id; for an abbreviation, an offset
 *     population
 *     detail      a country's zones; a region's code; what else an abbreviation may mean;
 *                 "capital", and behind a slash the district that tells a place from its namesakes
 *     names       the one to show first, parted by bars
 * </pre>
 *
 * <p>{@code zone-fallbacks.txt} has the zones that older trees lack, and what their places kept before.
 */
package io.timeserverd.place;
