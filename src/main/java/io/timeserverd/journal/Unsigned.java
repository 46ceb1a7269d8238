package io.timeserverd.journal;

import io.timeserverd.journal.ChainEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ids up to the last one of a checkpoint for which its entries do not vouch, as texts; empty where there are none. The entries
 * that are kept up to the signed one are those of then, since each has the hash of the one before. Those that were cut off may be
 * anything, and so may those behind it: whoever can write the chain can say there that everything was cut off, and give entries
 * to other records.
 *
 * @param found records are there, and no signed entry is of them
 * @param gone they had signed entries, which were cut off, and no entry says that they were deleted
 * @param older records that were there before the chain, and had no entry yet when the checkpoint was signed
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

    /** The greatest id that may be older than the chain and have no entry up to a number. */
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

    /** A chain is cut in front of the first entry that is needed, and says that all before it are deleted. */
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
