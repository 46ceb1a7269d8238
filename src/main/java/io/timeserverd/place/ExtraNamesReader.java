package io.timeserverd.place;

import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the operator's file of {@code name = place} lines. Empty lines and lines that begin with {@code #} are ignored. A place
 * is anything that {@link Places#resolve} finds.
 *
 * @param names the names of the good lines
 * @param problems {@code file:line: what is wrong} for each bad line
 */
public record ExtraNamesReader(ExtraNames names, List<String> problems) {
    /** A file with more names is a mistake. */
    static final int MOST_NAMES = 10_000;

    static final int MOST_PROBLEMS = 100;

    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int LONGEST_NAME = 100;

    /** The decoder writes it for bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    /**
     * Reads a file. Blocks.
     *
     * @throws IOException if the file cannot be read or is too large; the message is for the operator
     */
    public static ExtraNamesReader read(Path file, Places places, ZoneSet zones) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("more than " + MOST_BYTES + " bytes");
            }
            var text = new String(bytes, StandardCharsets.UTF_8);
            return read(text.lines().toList(), file.toString(), places, zones);
        } catch (NoSuchFileException e) {
            throw new IOException("no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("permission denied", e);
        }
    }

    /**
     * Reads all lines of a file.
     *
     * @param file the name of the file, for problems
     * @param places resolves the right-hand sides; own names that it has do not count
     */
    public static ExtraNamesReader read(List<String> lines, String file, Places places, ZoneSet zones) {
        Places plain = places.with(ExtraNames.NONE);
        var names = new TreeMap<String, ExtraNames.OwnName>();
        var problems = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String problem =
                    names.size() == MOST_NAMES ? "more than " + MOST_NAMES + " names" : add(line, names, plain, zones);
            if (!problem.isEmpty() && problems.size() < MOST_PROBLEMS) {
                problems.add(file + ':' + (i + 1) + ": " + problem);
            }
        }
        return new ExtraNamesReader(new ExtraNames(names), List.copyOf(problems));
    }

    /** Adds the name that a line gives. Returns what is wrong with the line, or nothing. */
    private static String add(String line, Map<String, ExtraNames.OwnName> names, Places places, ZoneSet zones) {
        if (line.indexOf(REPLACEMENT) >= 0) {
            return "not UTF-8";
        }
        int equals = line.indexOf('=');
        if (equals < 0) {
            return "not of the form name = place";
        }
        String name = line.substring(0, equals).strip();
        String place = line.substring(equals + 1).strip();
        String key = NameKeys.of(name);
        if (key.isEmpty()) {
            return "there is no letter or digit in the name";
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return "a name has at most " + LONGEST_NAME + " characters and no control characters";
        }
        String problem = names.containsKey(key) ? "given before" : shadow(name, zones);
        if (problem.isEmpty()) {
            problem = problem(place, places, zones);
        }
        if (problem.isEmpty()) {
            names.put(key, new ExtraNames.OwnName(name, place));
            return "";
        }
        return name + ": " + problem;
    }

    /** Why no request ever reaches a name, or nothing. */
    private static String shadow(String name, ZoneSet zones) {
        if (ZoneLookup.byItself(name, zones).isPresent()) {
            return "is an offset or a zone, which goes before own names";
        }
        return RequestSyntax.hasInstantOrFormat(name)
                ? "no request can have this name: an instant begins at @, and a format at +"
                : "";
    }

    private static String problem(String place, Places places, ZoneSet zones) {
        if (place.isEmpty()) {
            return "no place";
        }
        Resolution resolution = places.resolve(place, zones);
        if (resolution instanceof Resolution.Ambiguous ambiguous) {
            return place + " is ambiguous: " + String.join("; ", ambiguous.spellings());
        }
        if (resolution instanceof Resolution.Zoneless zoneless) {
            return place + " is in zone " + zoneless.zoneId() + ", which is missing";
        }
        return resolution instanceof Resolution.Unknown ? "unknown place " + place : "";
    }
}
