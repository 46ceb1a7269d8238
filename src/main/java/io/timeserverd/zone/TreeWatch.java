package io.timeserverd.zone;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * Follows a tree of TZif files through its releases. It reads files and may take a tenth of a second: it
 * belongs to one thread at a time, and not to the loop's. When to look is the caller's affair.
 */
public final class TreeWatch {
    private final Path root;
    private TreeFingerprint seen = new TreeFingerprint();
    private boolean named;
    private String refusal = "";

    /** A sound tree that was seen for the first time at the last look. */
    private Optional<TreeResult> settling = Optional.empty();

    /**
     * @param root directory of the tree; it need not be there yet
     */
    public TreeWatch(Path root) {
        this.root = root;
    }

    /**
     * Reads the tree for the first time. Nothing is parsed yet, so that a start is quick; {@link
     * TzifZones#faults} tells later whether all of it is sound.
     */
    public TreeResult open() {
        seen = new TreeFingerprint();
        return remember(TzifTree.read(root, seen));
    }

    /**
     * Looks whether the tree has changed, and reads it anew if so. What comes back loaded is checked as a
     * whole: every file parses, every zone in use and every zone of the tree's own table is there, and
     * nothing changed meanwhile. It is handed over at the next look that finds it unchanged: a package manager
     * replaces one file after the other, and in between a tree may be sound but of two releases. A tree that
     * was refused is tried again each time, but reported only when the reason is another.
     *
     * @param inUse ids that must not go missing
     * @return the new tree, or why it is refused; nothing when there is nothing new
     */
    public Optional<TreeResult> poll(Collection<String> inUse) {
        var settled = settling;
        settling = Optional.empty();
        if (refusal.isEmpty() && seen.isCurrent()) {
            return settled;
        }
        var before = refusal;
        var now = new TreeFingerprint();
        var result = remember(checked(TzifTree.read(root, now), now, inUse));
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
            var fault = fault(read.zones(), inUse);
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
        var faults = zones.faults();
        if (!faults.isEmpty()) {
            return Optional.of(faults.get(0) + (faults.size() == 1 ? "" : ", and " + (faults.size() - 1) + " more"));
        }
        if (named && !Release.isKnown(zones.release())) {
            return Optional.of("does not name its release any more");
        }
        var missing = inUse.stream().filter(id -> isMissing(id, zones)).findFirst();
        return missing.map(id -> "lacks " + id + ", which is in use");
    }

    /** An offset in use is a zone of its own, whatever the release. */
    private static boolean isMissing(String id, TzifZones zones) {
        return Offsets.parse(id).isEmpty() && zones.find(id).isEmpty();
    }
}
