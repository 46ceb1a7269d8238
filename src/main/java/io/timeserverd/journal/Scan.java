package io.timeserverd.journal;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One run of a query over the segments of a directory. Holds one block or page of records at a time.
 * What cannot be read is noted and passed over.
 */
final class Scan {
    private final Disk disk;
    private final Query query;
    private final Predicate<JournalRecord> visitor;
    private final List<Long> keys;
    private final long sinceNs;
    private final long untilNs;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private long left;
    private long endId;
    private boolean done;

    /**
     * @param visitor returns whether to go on
     */
    Scan(Disk disk, Query query, Predicate<JournalRecord> visitor) {
        this.disk = disk;
        this.query = query;
        this.visitor = visitor;
        this.keys = query.keys();
        this.sinceNs = Times.nanos(query.since());
        this.untilNs = Times.nanos(query.until());
        this.left = query.limit();
        this.done = left <= 0;
    }

    /** Visits what matches in these segments, and tells what could not be read. */
    List<Finding> run(List<SegmentFile> files) throws IOException {
        var first = first(files);
        for (var n = 0; n < files.size() - first && !done; n++) {
            var i = query.reverse() ? files.size() - 1 - n : first + n;
            tryRead(files, i);
        }
        return List.copyOf(findings);
    }

    /** The first segment that can hold a match: those before it end before the query begins. */
    private int first(List<SegmentFile> files) throws IOException {
        var byId = last(files.size(), i -> files.get(i).firstId() <= query.fromId());
        var byTime = sinceNs == Long.MIN_VALUE ? 0 : last(files.size(), i -> beginsBefore(files.get(i), sinceNs));
        return Math.max(0, Math.max(byId, byTime));
    }

    private boolean beginsBefore(SegmentFile file, long timeNs) {
        try (var source = file.open(disk).orElse(null)) {
            return source != null && source.start(0).timeNs() < timeNs;
        } catch (IOException e) {
            // Told when its turn comes.
            return false;
        }
    }

    private void tryRead(List<SegmentFile> files, int i) {
        var file = files.get(i);
        try (var source = file.open(disk).orElse(null)) {
            if (source == null) {
                return;
            }
            endId = SegmentFile.end(disk, files, i, source);
            if (query.reverse()) {
                backward(file, source);
            } else {
                forward(file, source);
            }
            if (source instanceof RedoSource redo && redo.damaged()) {
                note(file, "header, or bytes between intact frames, are damaged");
            }
        } catch (IOException e) {
            note(file, Reason.of(e));
        }
    }

    private void forward(SegmentFile file, Source source) throws IOException {
        var parts = source.parts();
        var from = last(parts, part -> before(source, part));
        for (var part = Math.max(from, 0); part < parts && !done; part++) {
            if (source.start(part).timeNs() >= untilNs) {
                return;
            }
            read(file, source, part);
        }
    }

    private void backward(SegmentFile file, Source source) throws IOException {
        var from = last(source.parts(), part -> source.start(part).timeNs() < untilNs);
        for (var part = from; part >= 0 && !done; part--) {
            read(file, source, part);
            done |= before(source, part);
        }
    }

    /** Whether the part begins before everything that the query wants. */
    private boolean before(Source source, int part) throws IOException {
        var start = source.start(part);
        return start.timeNs() < sinceNs || start.id() < query.fromId();
    }

    /** The last of so many for which this holds, when it holds for none behind one for which it does not; or -1. */
    private static int last(int count, Test holds) throws IOException {
        var low = -1;
        var high = count;
        while (high - low > 1) {
            var middle = (low + high) >>> 1;
            if (holds.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void read(SegmentFile file, Source source, int part) {
        try {
            if (!source.mayHold(part, keys)) {
                return;
            }
            var records = source.read(part, query);
            if (query.reverse()) {
                Collections.reverse(records);
            }
            records.forEach(this::visit);
        } catch (IOException e) {
            note(file, Reason.of(e));
        }
    }

    private void visit(JournalRecord each) {
        if (done || each.id() >= endId) {
            return;
        }
        left--;
        done = !visitor.test(each) || left == 0;
    }

    private void note(SegmentFile file, String what) {
        findings.add(new Finding(file.path(), what));
    }

    /** A question about a segment or part that may need its file. */
    @FunctionalInterface
    private interface Test {
        boolean test(int index) throws IOException;
    }
}
