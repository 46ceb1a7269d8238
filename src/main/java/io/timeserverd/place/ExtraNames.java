package io.timeserverd.place;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * An operator's own names for places.
 *
 * @param byKey each by its key
 */
public record ExtraNames(Map<String, Own> byKey) {
    /** No names. */
    public static final ExtraNames NONE = new ExtraNames(Map.of());

    /**
     * One name.
     *
     * @param name as the operator wrote it
     * @param place what is resolved instead
     */
    public record Own(String name, String place) {}

    public ExtraNames {
        byKey = Map.copyOf(byKey);
    }

    Optional<Own> find(String name) {
        return byKey.isEmpty() ? Optional.empty() : Optional.ofNullable(byKey.get(NameKeys.of(name)));
    }

    /** What is added to the release of the data: nothing, or a checksum of the names. */
    String release() {
        if (byKey.isEmpty()) {
            return "";
        }
        var checksum = new CRC32();
        new TreeMap<>(byKey).values().forEach(own -> checksum.update((own + "\n").getBytes(StandardCharsets.UTF_8)));
        return String.format("+extra-%08x", checksum.getValue());
    }
}
