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
 * The positions of an export from one run to the next: a file of lines, always replaced as a whole, and locked by the file with
 * {@code .lock} behind its name as long as an export uses it.
 *
 * <pre>
 *     timeserver-admin export --state, version 1
 *     5000 2026-11-22T10:00:00.500Z /var/lib/timeserverd/a
 * </pre>
 *
 * For each journal: the last id that was dealt with, the time of its record, or {@code -} where it was in a gap, and the directory.
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
     * @param id the last id that was dealt with, 0 at the beginning
     * @param time of its record, by which the journal is known again; empty where it is not known
     */
    record Position(long id, Optional<Instant> time) {}

    /**
     * Opens the file, or begins one.
     *
     * @throws Failure when it is not what this class has written, or another export uses it
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

    /** Takes note of a position; {@link #save} keeps it. */
    void put(Path journal, Position position) {
        positions.put(key(journal), position);
    }

    private static Path key(Path journal) {
        return journal.toAbsolutePath().normalize();
    }

    /** Brings all positions to the disk itself: after a power cut the file has them, or those before. */
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

    /** For the batch that a command gets. */
    Path batchFile() {
        return beside(".batch");
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** For this user alone; links are not followed. */
    static FileChannel open(Path file, OpenOption... options) throws IOException {
        var all = new HashSet<OpenOption>(Set.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(
                file, all, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Why this file does not do. */
    Failure refused(String why) {
        return new Failure(Failure.USAGE, List.of(file + ": " + why));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
