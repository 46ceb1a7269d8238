package io.timeserverd.protocol;

import java.util.Set;

/**
 * The brackets after a date-time: {@code [Europe/Paris][u-ca=iso8601]} (RFC 9557 section 4.1).
 *
 * @param zone the zone, or empty
 * @param problem why the date-time must be refused, or empty
 */
record SuffixTags(String zone, String problem) {
    /** Tags that change nothing: dates are in this calendar anyway. */
    private static final Set<String> CALENDARS = Set.of("u-ca=iso8601", "u-ca=gregory");

    /** @param tags one or more, each in its brackets */
    static SuffixTags parse(String tags) {
        String zone = "";
        for (String tag : tags.substring(1, tags.length() - 1).split("]\\[", -1)) {
            boolean critical = tag.startsWith("!");
            String bare = critical ? tag.substring(1) : tag;
            if (bare.indexOf('=') < 0) {
                if (!zone.isEmpty() || bare.isEmpty()) {
                    return new SuffixTags(zone, "brackets that name no zone");
                }
                zone = bare;
            } else if (critical && !CALENDARS.contains(bare)) {
                return new SuffixTags(zone, "a tag that is critical and not known: " + Format.printable(bare));
            }
        }
        return new SuffixTags(zone, "");
    }
}
