package io.timeserverd.zone;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Watches a tree of TZif files for new releases. It reads files and may take a tenth of a second, so it does not run on the
 * loop's thread. One thread may use it at a time. The caller decides when to look.
 */
public final class TreeWatch {
    private final Path root;
    private TreeFingerprint seen = new TreeFingerprint();
    private boolean named;
    private String refusal = "";

    /** A tree without faults that was seen for the first time at the last look. */
    private Optional<TreeResult> settling = Optional.empty();

    /**
     * @param root the directory of the tree; it need not exist yet
     */
    public TreeWatch(Path root) {
        this.root = root;
    }

    /**
     * Reads the tree for the first time. It does not parse the files, so that the start is quick; {@link TzifZones#faults} does
     * that later.
     */
    public TreeResult open() {
        seen = new TreeFingerprint();
        return remember(TzifTree.read(root, seen));
    }

    /**
     * Reads the tree again if it has changed, and checks it as a whole: every file can be parsed, every zone in use and every
     * zone of the tree's own table exists, and nothing changed meanwhile. A new tree is returned only at the next look, if that
     * finds it unchanged: a package manager replaces one file after the other, and in between a tree without faults may be of
     * two releases. A refused tree is read again at each look, but reported only if the reason differs from the last one.
     *
     * @param inUse ids of zones that the tree must have
     * @return the new tree, or why it is refused; empty if there is nothing new
     */
    public Optional<TreeResult> poll(Collection<String> inUse) {
        Optional<TreeResult> settled = settling;
        settling = Optional.empty();
        if (refusal.isEmpty() && seen.isCurrent()) {
            return settled;
        }
        String before = refusal;
        var now = new TreeFingerprint();
        TreeResult result = remember(checked(TzifTree.read(root, now), now, inUse));
        seen = now;
        if (refusal.isEmpty()) {
            settling = Optional.of(result);
            return Optional.empty();
        }
        return refusal.equals(before) ? Optional.empty() : Optional.of(result);
    }

    private TreeResult remember(TreeResult result) {
        if (result instanceof TreeResult.Loaded read) {
            named = Release.isKnown(read.zones().release());
            refusal = "";
        } else if (result instanceof TreeResult.Refused refused) {
            refusal = refused.reason();
        }
        return result;
    }

    private TreeResult checked(TreeResult result, TreeFingerprint fingerprint, Collection<String> inUse) {
        if (result instanceof TreeResult.Loaded read) {
            Optional<String> fault = fault(read.zones(), inUse);
            if (fault.isPresent()) {
                return new TreeResult.Refused(fault.get());
            }
            if (!fingerprint.isCurrent()) {
                return new TreeResult.Refused("changed while it was read");
            }
        }
        return result;
    }

    private Optional<String> fault(TzifZones zones, Collection<String> inUse) {
        List<String> faults = zones.faults();
        if (!faults.isEmpty()) {
            return Optional.of(faults.get(0) + (faults.size() == 1 ? "" : ", and " + (faults.size() - 1) + " more"));
        }
        if (named && !Release.isKnown(zones.release())) {
            return Optional.of("does not name its release any more");
        }
        Optional<String> missing =
                inUse.stream().filter(id -> isMissing(id, zones)).findFirst();
        return missing.map(id -> "lacks " + id + ", which is in use");
    }

    /** Whether a zone in use is missing. An offset needs no zone of the tree. */
    private static boolean isMissing(String id, TzifZones zones) {
        return Offsets.parse(id).isEmpty() && zones.find(id).isEmpty();
    }
}
