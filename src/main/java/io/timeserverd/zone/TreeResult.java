package io.timeserverd.zone;

/** The result of reading a tree of TZif files. */
public sealed interface TreeResult {
    /** The zones of the tree. */
    record Loaded(TzifZones zones) implements TreeResult {}

    /**
     * The tree cannot be used.
     *
     * @param reason which file, and what is wrong with it
     */
    record Refused(String reason) implements TreeResult {}
}
