package io.timeserverd.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What {@link ChainWriter} has to know about a chain to append to it. */
final class ChainState {
    /** The entries of ranges whose records are not deleted, by first id. */
    private final TreeMap<Long, Place> live = new TreeMap<>();

    /** The entries about records that are gone. */
    private final List<Place> gone = new ArrayList<>();

    private long number;
    private String hash = ChainEntry.NO_HASH;
    private long coveredTo;
    private long olderTo;
    private boolean adopted = true;
    private int runs;

    /**
     * An entry and its place in the file.
     *
     * @param offset offset of its line
     * @param hashBefore hash of the entry before it
     */
    record Place(ChainEntry entry, long offset, String hashBefore) {}

    void add(ChainEntry entry, long offset, String hashBefore) {
        number = entry.number();
        hash = entry.hash();
        var place = new Place(entry, offset, hashBefore);
        runs = entry.kind() == ChainEntry.Kind.RECORDS ? 0 : runs;
        switch (entry.kind()) {
            case BEGIN -> {
                olderTo = entry.lastId();
                adopted = olderTo == 0;
            }
            case ADOPTED -> adopted = true;
            case START, STOP -> runs++;
            case RECORDS -> {
                live.put(entry.firstId(), place);
                coveredTo = Math.max(coveredTo, entry.lastId());
            }
            case DELETED, MISSING -> {
                live.subMap(entry.firstId(), true, entry.lastId(), true).clear();
                gone.add(place);
            }
            case REMOVED -> gone.add(place);
            case CUT -> coveredTo = Math.max(coveredTo, entry.lastId());
            case HEAD -> {}
        }
        if (gone.size() > 2 * live.size() + 64) {
            forgetGone();
        }
    }

    private void forgetGone() {
        gone.removeIf(place -> place.entry.lastId() < firstLive());
    }

    private long firstLive() {
        return live.isEmpty() ? Long.MAX_VALUE : live.firstKey();
    }

    long number() {
        return number;
    }

    String hash() {
        return hash;
    }

    /** How many starts and stops followed the last entry of records. */
    int runs() {
        return runs;
    }

    /** Whether all tables that are older than the chain have entries. */
    boolean isAdopted() {
        return adopted;
    }

    /** Whether a record with this id may be older than the chain. */
    boolean isOlder(long id) {
        return id <= olderTo;
    }

    /** The greatest id that an entry has ever covered. */
    long coveredTo() {
        return coveredTo;
    }

    /** Whether there is an entry for the record with this id, and the record is not deleted. */
    boolean covers(long id) {
        Map.Entry<Long, Place> before = live.floorEntry(id);
        return before != null && before.getValue().entry.spans(id);
    }

    /** The entries of ranges whose records are not deleted, in the order of ids. */
    Collection<Place> live() {
        return live.values();
    }

    /** The entries about removed records that are still needed: records around them are not deleted. */
    Stream<ChainEntry> removed() {
        return gone.stream()
                .map(Place::entry)
                .filter(entry -> entry.kind() == ChainEntry.Kind.REMOVED && entry.lastId() >= firstLive());
    }

    /** Whether records were removed after the entry with a number was written. */
    boolean hasRemovedSince(long since) {
        return gone.stream()
                .anyMatch(place -> place.entry.kind() == ChainEntry.Kind.REMOVED && place.entry.number() > since);
    }

    /** The first entry that must be kept; empty if all may be cut off. */
    Optional<Place> firstNeeded() {
        forgetGone();
        return Stream.concat(live.values().stream(), gone.stream()).min(Comparator.comparingLong(Place::offset));
    }
}
