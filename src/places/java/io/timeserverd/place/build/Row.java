package io.timeserverd.place.build;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One line of the data. All files share these columns, parted by tabs; see the package description of
 * {@code io.timeserverd.place}.
 *
 * @param keys keys of its names; a code ends with {@code =}, a key that is pinned to this row with
 *     {@code !}
 * @param alternates keys of what else it is called
 */
record Row(
        String id,
        String country,
        String region,
        String zone,
        long population,
        String detail,
        List<String> names,
        Set<String> keys,
        Set<String> alternates) {

    Row {
        keys = tidy(keys, Set.of());
        alternates = tidy(alternates, keys);
    }

    private static Set<String> tidy(Collection<String> keys, Collection<String> taken) {
        var tidy = new LinkedHashSet<String>(keys);
        tidy.remove("");
        taken.forEach(key -> tidy.remove(key.replaceFirst("[=!]$", "")));
        return tidy;
    }

    /** The columns that describe it; the keys have a file of their own. */
    @Override
    public String toString() {
        return String.join("\t", id, country, region, zone, Long.toString(population), detail, String.join("|", names));
    }
}
