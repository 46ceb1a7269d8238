package io.timeserverd.http;

import java.util.List;
import java.util.Locale;

/** Chooses the type of a response by the field Accept: RFC 9110 section 12.5.1. */
final class Accept {
    private static final String ANY = "*/*";
    private static final String QUALITY = "q=";

    // How well a range fits a type: the type itself, such as text/html; its kind, such as text/*; any type.
    private static final int EXACT = 3;
    private static final int KIND = 2;
    private static final int ALL = 1;

    private Accept() {}

    /**
     * The type that a client prefers: the first one of the highest quality. The first type if the client accepts none of them, or
     * has no preference.
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

    /** The quality of the most specific range that fits. */
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
