package io.timeserverd.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file in which an export keeps its positions from one run to the next. It has lines of text, and is always
 * replaced as a whole. An export that uses it holds a lock on another file, which has {@code .lock} after its name.
 *
 * <pre>
 *     timeserver-admin export --state, version 1
 *     5000 2026-11-22T10:00:00.500Z /var/lib/timeserverd/a
 * </pre>
 *
 * <p>A line for each journal has the last id that was read, the time of its record, or {@code -} if the id is in a gap,
 * and the directory.
 */
final class StateFile implements AutoCloseable {
    private static final String HEAD = "timeserver-admin export --state, version 1";
    private static final Pattern LINE = Pattern.compile("([0-9]{1,19}) (-|[0-9]\\S{1,40}Z) (/.*)");

    private final Path file;
    private final FileChannel lock;
    private final Map<Path, Position> positions = new LinkedHashMap<>();

    /**
     * How far a journal was exported.
     *
     * @param id the last id that was read; 0 at the beginning
     * @param time the time of the record with this id, which tells the journal from another one; empty if it is not
     *     known
     */
    record Position(long id, Optional<Instant> time) {}

    /**
     * Opens the file, which need not exist yet.
     *
     * @throws Failure if this class has not written it, or if another export uses it
     */
    StateFile(Path file) throws Failure, IOException {
        this.file = file.toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            throw refused("is a directory");
        }
        this.lock = open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isLocked()) {
                throw refused("another export uses it");
            }
            read();
        } catch (Failure | IOException e) {
            lock.close();
            throw e;
        }
    }

    private boolean isLocked() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void read() throws Failure, IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return;
        } catch (CharacterCodingException e) {
            throw refused("no state of an export");
        }
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw refused("no state of an export");
        }
        for (String line : lines.subList(1, lines.size())) {
            Matcher fields = LINE.matcher(line);
            if (!fields.matches()) {
                throw refused("not a position: " + line);
            }
            try {
                Optional<Instant> time =
                        fields.group(2).equals("-") ? Optional.empty() : Optional.of(Instant.parse(fields.group(2)));
                positions.put(Path.of(fields.group(3)), new Position(Long.parseLong(fields.group(1)), time));
            } catch (DateTimeParseException | NumberFormatException e) {
                throw refused("not a position: " + line);
            }
        }
    }

    /** Whether it has no position of any journal. */
    boolean isNew() {
        return positions.isEmpty();
    }

    Optional<Position> position(Path journal) {
        return Optional.ofNullable(positions.get(key(journal)));
    }

    /** Sets the position of a journal. It is written by {@link #save}. */
    void put(Path journal, Position position) {
        positions.put(key(journal), position);
    }

    private static Path key(Path journal) {
        return journal.toAbsolutePath().normalize();
    }

    /** Brings all positions to the disk itself. After a power cut the file has these positions or the ones before. */
    void save() throws IOException {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        positions.forEach((journal, position) -> text.append(position.id())
                .append(' ')
                .append(position.time().map(Instant::toString).orElse("-"))
                .append(' ')
                .append(journal)
                .append('\n'));
        var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        Path fresh = beside(".new");
        try (FileChannel out = open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** The file for the batch that a command reads. */
    Path batchFile() {
        return beside(".batch");
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** Opens a file without following links. A new file is for this user alone. */
    static FileChannel open(Path file, OpenOption... options) throws IOException {
        var all = new HashSet<OpenOption>(Set.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(
                file, all, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** The failure that says why this file cannot be used. */
    Failure refused(String why) {
        return new Failure(Failure.USAGE, List.of(file + ": " + why));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
