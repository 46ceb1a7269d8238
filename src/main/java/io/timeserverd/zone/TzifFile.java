package io.timeserverd.zone;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.Checksum;

/** A TZif file that was read but not parsed. */
final class TzifFile implements Supplier<Optional<Timeline>> {
    private final String id;
    private final byte[] bytes;
    private final String problem;

    /**
     * @param id the id of the zone
     * @param bytes the content, which must not be changed later
     */
    TzifFile(String id, byte[] bytes) {
        this(id, bytes, "");
    }

    private TzifFile(String id, byte[] bytes, String problem) {
        this.id = id;
        this.bytes = bytes;
        this.problem = problem;
    }

    /** A file that could not be read. */
    static TzifFile unreadable(String id, String problem) {
        return new TzifFile(id, new byte[0], problem);
    }

    /** Parses the file. Returns its rules, if it has no fault. */
    @Override
    public Optional<Timeline> get() {
        return TzifReader.read(bytes) instanceof TzifResult.Rules rules
                ? Optional.of(rules.timeline())
                : Optional.empty();
    }

    /** Parses the file. Returns its id and what is wrong with it, if anything is. */
    Optional<String> fault() {
        if (!problem.isEmpty()) {
            return Optional.of(id + ": " + problem);
        }
        return TzifReader.read(bytes) instanceof TzifResult.Refused refused
                ? Optional.of(id + ": " + refused.reason())
                : Optional.empty();
    }

    void addTo(Checksum checksum) {
        checksum.update(bytes);
    }
}
