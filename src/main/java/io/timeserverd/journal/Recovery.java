package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.timeserverd.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings a directory in order at the start, whether the daemon before was stopped or killed.
 *
 * <ol>
 *   <li>Half-built MapDB files are thrown away: their redo files are there.
 *   <li>What has the name of a redo file but is none is set aside.
 *   <li>The newest redo file is read to its end; a torn end is cut off, and it goes on from there.
 * </ol>
 *
 * <p>Only the newest redo file is read as a whole, so that the start takes a moment; the others are
 * left to the helper thread, like the sealed segments.
 */
final class Recovery {
    /** Deflate makes one byte of 1,032 at best (RFC 1951: a match of 258 bytes takes two bits). */
    private static final long MAX_RECORDS_PER_BYTE = 1032;

    private final Disk disk;
    private final JournalOptions options;
    private final Reserve reserve;
    private final NavigableSet<Long> redos = new TreeSet<>();
    private final NavigableSet<Long> sealed = new TreeSet<>();
    private RedoWriter active;
    private long nextId = 1;
    private long begunNs;
    private long lastNs = Long.MIN_VALUE;
    private int torn;

    private Recovery(Disk disk, JournalOptions options, Reserve reserve) {
        this.disk = disk;
        this.options = options;
        this.reserve = reserve;
    }

    /**
     * What there is to go on with.
     *
     * @param active where records are appended
     * @param unsealed every segment that is not sealed, oldest first, the active one included
     * @param sealed not examined yet
     * @param nextId of the next record
     * @param begunNs time of the first record of the active segment
     * @param lastNs time of the last record
     * @param torn how many torn ends were cut off
     */
    record Recovered(
            RedoWriter active,
            List<Unsealed> unsealed,
            Catalogue sealed,
            long nextId,
            long begunNs,
            long lastNs,
            int torn) {}

    static Recovered run(Disk disk, JournalOptions options, Reserve reserve) throws IOException {
        var recovery = new Recovery(disk, options, reserve);
        recovery.list();
        recovery.findLastSealed();
        recovery.goOn();
        return recovery.result();
    }

    private void list() throws IOException {
        var actives = new TreeSet<Long>();
        var aside = new TreeMap<Long, Path>();
        for (var file : disk.list(options.path())) {
            Names.id(file, Names.REDO).ifPresent(redos::add);
            Names.id(file, Names.SEALED).ifPresent(sealed::add);
            Names.id(file, Names.ACTIVE).ifPresent(actives::add);
            Names.asideId(file).ifPresent(id -> aside.put(id, file));
        }
        for (var id : actives) {
            clearHalfBuilt(id);
        }
        for (var id : List.copyOf(redos)) {
            checkRedo(id);
        }
        if (!aside.isEmpty() && aside.lastKey() >= newest()) {
            skip(aside.lastKey(), aside.lastEntry().getValue());
        }
    }

    private long newest() {
        return Math.max(redos.isEmpty() ? 0 : redos.last(), sealed.isEmpty() ? 0 : sealed.last());
    }

    /**
     * No id is given twice, not even when nobody knows how far a file went: a record takes a byte at least, of which
     * deflating makes a thousandth part at best.
     */
    private void skip(long firstId, Path file) throws IOException {
        nextId = Math.max(nextId, firstId + MAX_RECORDS_PER_BYTE * disk.size(file));
    }

    private void clearHalfBuilt(long id) throws IOException {
        var file = Names.of(options.path(), id, Names.ACTIVE);
        if (redos.contains(id)) {
            disk.delete(file);
        } else if (problem(file, id).isEmpty()) {
            // Completed by a clean stop, then somebody deleted the redo file.
            disk.move(file, Names.of(options.path(), id, Names.SEALED));
            sealed.add(id);
        } else {
            setAside(file, id, "half-built, and its redo file is missing");
        }
    }

    private void checkRedo(long id) throws IOException {
        var file = Names.of(options.path(), id, Names.REDO);
        if (sealed.contains(id)) {
            dropOneOf(id);
            return;
        }
        try (var reader = new RedoReader(disk.open(file, READ), id)) {
            var problem = reader.checkHeader();
            if (problem.isEmpty() || (!reader.otherVersion() && reader.next(reader.size()))) {
                return;
            }
            redos.remove(id);
            if (reader.unborn() || reader.size() < RedoHeader.LENGTH) {
                // Killed, or without power, while it was being made.
                disk.delete(file);
                nextId = Math.max(nextId, id);
            } else {
                setAside(file, id, problem);
            }
        }
    }

    /** Killed between the end of sealing and the deletion of the redo file. */
    private void dropOneOf(long id) throws IOException {
        var file = Names.of(options.path(), id, Names.SEALED);
        var problem = problem(file, id);
        if (problem.isEmpty()) {
            disk.delete(Names.of(options.path(), id, Names.REDO));
            redos.remove(id);
        } else {
            Aside.set(disk, file, problem);
            sealed.remove(id);
        }
    }

    /** Why a file is not a whole sealed segment, or empty when it is. */
    private String problem(Path file, long id) throws IOException {
        try (var source = new SealedSource(disk.open(file, READ), id)) {
            return source.summary().groups().isEmpty() ? "empty" : "";
        } catch (IOException e) {
            return Reason.of(e);
        }
    }

    private void setAside(Path file, long id, String reason) throws IOException {
        skip(id, file);
        Aside.set(disk, file, reason);
    }

    /** Where the newest readable sealed segment ends. */
    private void findLastSealed() throws IOException {
        for (var id : sealed.descendingSet()) {
            if (!redos.isEmpty() && redos.last() > id) {
                return;
            }
            var file = Names.of(options.path(), id, Names.SEALED);
            try (var source = new SealedSource(disk.open(file, READ), id)) {
                nextId = Math.max(nextId, source.range().lastId() + 1);
                lastNs = source.range().lastNs();
                return;
            } catch (IOException e) {
                // Told, or set aside, when the helper thread examines it.
                skip(id, file);
            }
        }
    }

    /** Reads the newest redo file, and goes on behind its end if it can. */
    private void goOn() throws IOException {
        if (redos.isEmpty() || (!sealed.isEmpty() && sealed.last() > redos.last())) {
            return;
        }
        var id = redos.last();
        var channel = disk.open(Names.of(options.path(), id, Names.REDO), READ, WRITE);
        var reader = new RedoReader(channel, id);
        reader.checkHeader();
        var whole = readToEnd(reader) && !reader.damaged();
        if (reader.tornBytes() > 0) {
            torn++;
            Log.warn("journal-torn-end-cut", "segment", id, "bytes", reader.tornBytes());
        }
        if (!whole || reader.end() >= options.segmentBytes() || nextId > reader.nextId()) {
            channel.close();
            return;
        }
        channel.truncate(reader.end());
        active = new RedoWriter(
                options, channel, id, reader.end(), new Stage(options.client().visible()), reserve);
    }

    /** Finds where ids and times go on; false when the last frame makes no sense. */
    private boolean readToEnd(RedoReader reader) throws IOException {
        var last = new byte[Frame.PAGE];
        lastNs = reader.notBeforeNs();
        var size = reader.size();
        while (reader.next(size)) {
            if (Frame.firstId(reader.bytes(), reader.at()) == redos.last()) {
                begunNs = Frame.firstTimeNs(reader.bytes(), reader.at());
            }
            System.arraycopy(reader.bytes(), reader.at(), last, 0, Frame.length(reader.bytes(), reader.at()));
        }
        nextId = Math.max(nextId, reader.nextId());
        var frames = new FrameReader();
        frames.begin(last, 0);
        try {
            var entry = new Entry();
            while (frames.next(entry)) {
                lastNs = frames.timeNs();
            }
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private Recovered result() throws IOException {
        if (active == null) {
            var stage = new Stage(options.client().visible());
            active = RedoWriter.create(disk, options, nextId, lastNs, stage, reserve);
            redos.add(nextId);
        }
        var unsealed = new ArrayList<Unsealed>();
        for (var id : redos) {
            unsealed.add(new Unsealed(disk, options.path(), id));
        }
        var catalogue = new Catalogue(disk);
        sealed.forEach(id -> catalogue.found(new SegmentFile(options.path(), id, true)));
        return new Recovered(active, unsealed, catalogue, nextId, begunNs, lastNs, torn);
    }
}
