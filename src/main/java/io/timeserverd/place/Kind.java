package io.timeserverd.place;

/** What a row of the data stands for. */
enum Kind {
    /** Its id is the alpha-2 code. */
    COUNTRY,
    /** An abbreviation, a Windows name or a long name; its id is the key with a plus before it. */
    ZONE_NAME,
    /** Its id is the country's, a dot, and GeoNames' code. */
    REGION,
    /** Its id is GeoNames', or that of the zone for whose sake it is there. */
    PLACE;

    static Kind ofId(String id) {
        if (id.startsWith("+")) {
            return ZONE_NAME;
        }
        if (id.length() == 2 && Character.isUpperCase(id.charAt(0))) {
            return COUNTRY;
        }
        return id.indexOf('.') == 2 ? REGION : PLACE;
    }
}
