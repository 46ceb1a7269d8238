package io.timeserverd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.timeserverd.journal.ChainEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each checkpoint is of entry 3. */
class UnsignedTest {
    private final List<ChainEntry> entries = new ArrayList<>();

    private void add(Kind kind, long firstId, long lastId) {
        var draft = ChainEntry.draft(kind, 0, firstId, lastId, 0, ChainEntry.NONE);
        long number = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).number();
        entries.add(draft.after(number, ChainEntry.NO_HASH));
    }

    private Unsigned unsigned(long lastId, IdRanges.Range... unchained) {
        return Unsigned.of(new Chain(entries, Optional.empty()), List.of(unchained), 3, lastId);
    }

    @Test
    void recordsOfSignedEntriesAndBehindTheCheckpointAreFine() {
        add(Kind.BEGIN, 0, 0);
        add(Kind.RECORDS, 1, 10);
        add(Kind.RECORDS, 12, 20);
        add(Kind.RECORDS, 21, 30);
        assertEquals(new Unsigned("", "", ""), unsigned(20, new IdRanges.Range(31, 40)));
    }

    @Test
    void recordBetweenSignedEntriesIsFound() {
        add(Kind.BEGIN, 0, 0);
        add(Kind.RECORDS, 1, 10);
        add(Kind.RECORDS, 13, 20);
        assertEquals(new Unsigned("11", "", ""), unsigned(20, new IdRanges.Range(11, 11)));
    }

    @Test
    void recordsOlderThanTheChainHadNoEntryYet() {
        add(Kind.BEGIN, 1, 10);
        add(Kind.START, 0, 0);
        add(Kind.RECORDS, 11, 20);
        add(Kind.RECORDS, 1, 5);
        assertEquals(new Unsigned("", "", "1 to 10"), unsigned(20, new IdRanges.Range(6, 10)));
        entries.remove(3);
        entries.set(
                1, ChainEntry.draft(Kind.ADOPTED, 0, 0, 0, 0, ChainEntry.NONE).after(1, ChainEntry.NO_HASH));
        add(Kind.RECORDS, 1, 5);
        assertEquals(new Unsigned("1 to 10", "", ""), unsigned(20, new IdRanges.Range(6, 10)));
    }

    @Test
    void whatWasCutOffMustBeDeletedUpToTheFirstEntryThatIsKept() {
        entries.add(ChainEntry.head(2, ChainEntry.NO_HASH));
        add(Kind.RECORDS, 11, 20);
        add(Kind.CUT, 1, 10);
        assertEquals(new Unsigned("", "", ""), unsigned(20));
        entries.remove(2);
        add(Kind.CUT, 1, 7);
        assertEquals(new Unsigned("", "8 to 10", ""), unsigned(20));
        add(Kind.DELETED, 8, 20);
        assertEquals(new Unsigned("", "", ""), unsigned(20));
    }
}
