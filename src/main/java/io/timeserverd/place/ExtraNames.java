package io.timeserverd.place;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The operator's own names for places.
 *
 * @param byKey the names by their keys
 */
public record ExtraNames(SortedMap<String, OwnName> byKey) {
    /**
     * Raised when the same names lead to other replies than before. Then the release differs, and replies recorded
     * before are not compared with those of now.
     */
    private static final int VERSION = 2;

    /** In letters: what is shorter is part of nearly every name. */
    private static final int SHORTEST_PART = 2;

    /** No names. */
    public static final ExtraNames NONE = new ExtraNames(new TreeMap<>());

    /**
     * An own name.
     *
     * @param name as the operator wrote it
     * @param place the text that is resolved in its place
     */
    public record OwnName(String name, String place) {}

    public ExtraNames {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }

    Optional<OwnName> find(String name) {
        return byKey.isEmpty() ? Optional.empty() : Optional.ofNullable(byKey.get(NameKeys.of(name)));
    }

    /** Names that {@code text} is a part of: those that begin with it first, each kind in the order of the alphabet. */
    Stream<OwnName> matching(String text) {
        String part = NameKeys.of(text);
        if (part.length() < SHORTEST_PART) {
            return find(text).stream();
        }
        Stream<OwnName> containing = byKey.entrySet().stream()
                .filter(entry ->
                        entry.getKey().contains(part) && !entry.getKey().startsWith(part))
                .map(Map.Entry::getValue);
        return Stream.concat(beginningWith(part), containing);
    }

    /** Names that {@code text} may be a misspelling of, then those that it may be the beginning of. */
    Stream<OwnName> near(String text) {
        String key = NameKeys.of(text);
        if (key.length() < TypoIndex.SHORTEST) {
            return Stream.empty();
        }
        Stream<OwnName> misspelled = byKey.entrySet().stream()
                .filter(entry -> TypoIndex.isOneEdit(entry.getKey(), key))
                .map(Map.Entry::getValue);
        return Stream.concat(misspelled, beginningWith(key)).distinct();
    }

    private Stream<OwnName> beginningWith(String part) {
        return byKey.tailMap(part).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(part))
                .map(Map.Entry::getValue);
    }

    /** What is added to the release of the data: nothing, or a checksum of the names. */
    String release() {
        if (byKey.isEmpty()) {
            return "";
        }
        var checksum = new CRC32();
        checksum.update(VERSION);
        byKey.values().forEach(own -> checksum.update((own + "\n").getBytes(StandardCharsets.UTF_8)));
        return String.format("+extra-%08x", checksum.getValue());
    }
}
