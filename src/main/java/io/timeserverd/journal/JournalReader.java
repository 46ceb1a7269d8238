package io.timeserverd.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads the journal of a directory, also while a daemon writes it, and without that daemon's
 * noticing. Any number of readers; each belongs to one thread.
 */
public final class JournalReader {
    private final Path directory;

    private JournalReader(Path directory) {
        this.directory = directory;
    }

    /**
     * Begins to read the journal in a directory.
     *
     * @throws JournalException when the directory cannot be read
     */
    public static JournalReader open(Path directory) throws JournalException {
        if (!Files.isDirectory(directory)) {
            throw new JournalException(directory + ": is not a directory");
        }
        if (!Files.isReadable(directory)) {
            throw new JournalException(directory + ": cannot be read by this user");
        }
        return new JournalReader(directory);
    }

    /** The segments on disk, oldest first. */
    public List<Segment> segments() throws IOException {
        var segments = new ArrayList<Segment>();
        for (var redo : redoFiles()) {
            var first = Names.id(redo, Names.REDO).orElseThrow();
            var found = new ArrayList<JournalRecord>();
            forEach(redo, found::add);
            var last = found.isEmpty() ? first - 1 : found.get(found.size() - 1).id();
            var firstTime = found.isEmpty() ? Instant.EPOCH : found.get(0).time();
            var lastTime = found.isEmpty()
                    ? Instant.EPOCH
                    : found.get(found.size() - 1).time();
            segments.add(new Segment(Segment.State.ACTIVE, first, last, firstTime, lastTime, Files.size(redo)));
        }
        return segments;
    }

    /** Visits the records that match; to follow a journal, ask again from the id behind the last one. */
    public void query(Query query, Visitor visitor) throws IOException {
        Deque<JournalRecord> found = new ArrayDeque<>();
        for (var redo : redoFiles()) {
            forEach(redo, each -> {
                if (query.matches(each)) {
                    found.add(each);
                }
            });
        }
        for (var n = 0L; n < query.limit() && !found.isEmpty(); n++) {
            if (!visitor.visit(query.reverse() ? found.removeLast() : found.removeFirst())) {
                return;
            }
        }
    }

    /** Takes one record after the other. */
    @FunctionalInterface
    public interface Visitor {
        /** Returns whether to go on. */
        boolean visit(JournalRecord each) throws IOException;
    }

    private List<Path> redoFiles() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> Names.id(file, Names.REDO).isPresent())
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static void forEach(Path redo, Consumer<JournalRecord> visitor) throws IOException {
        var first = Names.id(redo, Names.REDO).orElseThrow();
        try (var reader = new RedoReader(FileChannel.open(redo, StandardOpenOption.READ), first)) {
            var frames = new FrameReader();
            var entry = new Entry();
            while (reader.next(reader.size())) {
                frames.begin(reader.bytes(), reader.at());
                while (frames.next(entry)) {
                    visitor.accept(JournalRecord.of(frames.id(), entry));
                }
            }
        }
    }
}
