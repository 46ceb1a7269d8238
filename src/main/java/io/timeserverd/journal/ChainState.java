package io.timeserverd.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What has to be known of a chain to go on with it. */
final class ChainState {
    /** Entries of ranges whose records are not deleted, by first id. */
    private final TreeMap<Long, Place> live = new TreeMap<>();

    /** Entries that tell of records which are gone. */
    private final List<Place> gone = new ArrayList<>();

    private long number;
    private String hash = ChainEntry.NO_HASH;
    private long coveredTo;
    private long olderTo;
    private boolean adopted = true;
    private int runs;

    /**
     * An entry, and where it stands.
     *
     * @param offset of its line in the file
     * @param hashBefore of the entry before it
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

    /** How many starts and stops there were since the last entry of records. */
    int runs() {
        return runs;
    }

    /** Whether all tables that were there before the chain have entries. */
    boolean isAdopted() {
        return adopted;
    }

    /** Whether records with this id may be older than the chain. */
    boolean isOlder(long id) {
        return id <= olderTo;
    }

    /** The greatest id that was ever in the chain. */
    long coveredTo() {
        return coveredTo;
    }

    /** Whether an entry spans this id, and does not tell of deleted records. */
    boolean covers(long id) {
        Map.Entry<Long, Place> before = live.floorEntry(id);
        return before != null && before.getValue().entry.spans(id);
    }

    /** The entries whose records are not deleted, in the order of their ids. */
    Collection<Place> live() {
        return live.values();
    }

    /** The entries of removed records that still matter. */
    Stream<ChainEntry> removed() {
        return gone.stream()
                .map(Place::entry)
                .filter(entry -> entry.kind() == ChainEntry.Kind.REMOVED && entry.lastId() >= firstLive());
    }

    /** Whether records were removed behind the entry with a number. */
    boolean hasRemovedSince(long since) {
        return gone.stream()
                .anyMatch(place -> place.entry.kind() == ChainEntry.Kind.REMOVED && place.entry.number() > since);
    }

    /** The first entry that must be kept; empty when none has to be. */
    Optional<Place> firstNeeded() {
        forgetGone();
        return Stream.concat(live.values().stream(), gone.stream()).min(Comparator.comparingLong(Place::offset));
    }
}
