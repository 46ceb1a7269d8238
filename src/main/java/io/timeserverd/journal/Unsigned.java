package io.timeserverd.journal;

import io.timeserverd.journal.ChainEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The records up to the last id of a checkpoint that the checkpoint does not prove, as texts with ranges of ids; a text
 * is empty where there are none. A checkpoint signs an entry of the chain, and with it all entries before it, since
 * each has the hash of the one before. Entries that were cut off can no longer be checked. Entries after the signed one
 * prove nothing: anyone who can write the chain can write there that everything before was cut off, and add entries for
 * other records.
 *
 * @param found records that are there, although no signed entry is about them
 * @param gone records whose entries were cut off, although no entry says that the records were deleted
 * @param older records that are older than the chain, and had no entry yet when the checkpoint was signed
 */
public record Unsigned(String found, String gone, String older) {
    static Unsigned of(Chain chain, List<IdRanges.Range> unchained, long number, long lastId) {
        var left = IdRanges.of(1, lastId);
        var later = new ArrayList<>(unchained);
        for (ChainEntry entry : chain.entries()) {
            if (entry.kind() == Kind.RECORDS && entry.number() <= number) {
                left = left.without(entry.firstId(), entry.lastId());
            } else if (entry.kind() == Kind.RECORDS) {
                later.add(new IdRanges.Range(entry.firstId(), entry.lastId()));
            }
        }
        IdRanges unfound = left;
        for (IdRanges.Range each : later) {
            unfound = unfound.without(each.firstId(), each.lastId());
        }
        IdRanges found = left.without(unfound);
        long olderTo = olderTo(chain, number);
        return new Unsigned(
                text(found.without(1, olderTo)),
                text(gone(chain, number, unfound)),
                text(found.without(olderTo + 1, Long.MAX_VALUE)));
    }

    /** The greatest id that may be older than the chain, and without an entry up to this number; 0 if there is none. */
    private static long olderTo(Chain chain, long number) {
        List<ChainEntry> signed = chain.entries().stream()
                .filter(entry -> entry.number() <= number)
                .toList();
        boolean adopted = signed.stream().anyMatch(entry -> entry.kind() == Kind.ADOPTED);
        return signed.stream()
                .filter(entry -> entry.kind() == Kind.BEGIN && !adopted)
                .mapToLong(ChainEntry::lastId)
                .findFirst()
                .orElse(0);
    }

    /**
     * When the daemon cuts a chain off, it writes an entry that says that the records of all cut-off entries are
     * deleted.
     */
    private static IdRanges gone(Chain chain, long number, IdRanges unfound) {
        if (chain.entries().get(0).kind() != Kind.HEAD) {
            return IdRanges.of(1, 0);
        }
        long firstKept = chain.entries().stream()
                .filter(entry -> entry.kind() == Kind.RECORDS && entry.number() <= number)
                .mapToLong(ChainEntry::firstId)
                .min()
                .orElse(Long.MAX_VALUE);
        IdRanges gone = unfound.without(firstKept, Long.MAX_VALUE);
        for (ChainEntry entry : chain.entries()) {
            if (ChainCheck.DELETIONS.contains(entry.kind())) {
                gone = gone.without(entry.firstId(), entry.lastId());
            }
        }
        return gone;
    }

    private static String text(IdRanges ids) {
        return ids.ranges().stream().map(IdRanges.Range::toString).collect(Collectors.joining(", "));
    }
}
