package io.timeserverd.server;

import io.timeserverd.journal.Entry;
import io.timeserverd.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory that can be told to fail, and that can look around while it commits. */
final class FakeJournal implements Journal {
    /** {@code outcome request} of each entry that is safe. */
    final List<String> safe = new ArrayList<>();

    /** The same of each entry that is not. */
    final List<String> lost = new ArrayList<>();

    boolean failing;
    Runnable duringCommit = () -> {};
    private final List<String> appended = new ArrayList<>();

    @Override
    public void append(Entry entry) {
        appended.add(
                entry.outcome + " " + new String(entry.request, 0, entry.requestLength, StandardCharsets.ISO_8859_1));
    }

    @Override
    public int commit() {
        if (!appended.isEmpty()) {
            duringCommit.run();
        }
        int failed = failing ? appended.size() : 0;
        (failing ? lost : safe).addAll(appended);
        appended.clear();
        return failed;
    }

    @Override
    public void tick() {}

    @Override
    public Status status() {
        return new Status(safe.size(), lost.size(), 1, 0, 0, 0, 1, safe.size(), failing ? "told to fail" : "");
    }

    @Override
    public void close() {}
}
