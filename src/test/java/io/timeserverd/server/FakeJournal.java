package io.timeserverd.server;

import io.timeserverd.journal.Entry;
import io.timeserverd.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory. A test can make it fail, and can run code while it commits. */
final class FakeJournal implements Journal {
    /** The committed entries as {@code outcome request}; a summary has its number of requests. */
    final List<String> committed = new ArrayList<>();

    /** The entries that were lost, in the same form. */
    final List<String> lost = new ArrayList<>();

    /** The address from which each request came. */
    final List<String> clients = new ArrayList<>();

    boolean failing;
    Runnable duringCommit = () -> {};
    private final List<String> appended = new ArrayList<>();
    private long appendedRequests;
    private long appendedSummarised;
    private long journalled;
    private long summarised;
    private long lostRequests;

    @Override
    public int append(Entry entry) {
        var request = new String(entry.request, 0, entry.requestLength, StandardCharsets.ISO_8859_1);
        appended.add(entry.outcome + " " + (entry.summary ? entry.count + " requests" : request));
        clients.add(entry.client == null ? "" : entry.client.getHostAddress());
        appendedRequests += entry.count;
        appendedSummarised += entry.summary ? entry.count : 0;
        return 40 + entry.requestLength;
    }

    @Override
    public int commit() {
        if (!appended.isEmpty()) {
            duringCommit.run();
        }
        long requests = appendedRequests;
        (failing ? lost : committed).addAll(appended);
        if (failing) {
            lostRequests += requests;
        } else {
            journalled += requests - appendedSummarised;
            summarised += appendedSummarised;
        }
        appended.clear();
        appendedRequests = 0;
        appendedSummarised = 0;
        return failing ? Math.toIntExact(requests) : 0;
    }

    @Override
    public void tick() {}

    @Override
    public Status status() {
        String problem = failing ? "fails because the test says so" : "";
        return new Status(
                journalled, summarised, lostRequests, 1, 0, 0, 0, 0, 1, committed.size(), 0, 0, 0, 0, problem);
    }

    @Override
    public void close() {}
}
