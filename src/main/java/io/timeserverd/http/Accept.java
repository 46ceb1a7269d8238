package io.timeserverd.http;

import java.util.List;
import java.util.Locale;

/** Content negotiation: RFC 9110 section 12.5.1. */
final class Accept {
    private static final String ANY = "*/*";
    private static final String QUALITY = "q=";

    /** A range that names a type, one that names all of a kind, and the one of all. */
    private static final int EXACT = 3;

    private static final int KIND = 2;
    private static final int ALL = 1;

    private Accept() {}

    /**
     * Which of some types a client likes best, the first of those that it likes as much; the first if it likes none, or does not say.
     *
     * @param accept the field, or empty
     * @param types such as {@code text/html}
     */
    static String best(String accept, List<String> types) {
        String best = types.get(0);
        if (accept.isEmpty()) {
            return best;
        }
        double bestQuality = 0;
        for (String type : types) {
            double quality = quality(accept.toLowerCase(Locale.ROOT), type);
            if (quality > bestQuality) {
                best = type;
                bestQuality = quality;
            }
        }
        return best;
    }

    /** By the most particular of the ranges that fit. */
    private static double quality(String accept, String type) {
        double quality = 0;
        int found = 0;
        for (String element : accept.split(",", -1)) {
            String[] parameters = element.split(";", -1);
            int fit = fit(parameters[0].strip(), type);
            if (fit > found) {
                found = fit;
                quality = 1;
                for (String each : parameters) {
                    String parameter = each.strip();
                    quality = parameter.startsWith(QUALITY) ? number(parameter.substring(QUALITY.length())) : quality;
                }
            }
        }
        return quality;
    }

    private static int fit(String range, String type) {
        if (range.equals(type)) {
            return EXACT;
        }
        if (range.equals(type.substring(0, type.indexOf('/') + 1) + '*')) {
            return KIND;
        }
        return range.equals(ANY) ? ALL : 0;
    }

    private static double number(String text) {
        return text.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text) : 0;
    }
}
