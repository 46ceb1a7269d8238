package io.timeserverd.journal;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chain of a journal as it was read: an entry for each range of sealed records, and for what became of them. Each
 * entry includes the hash of the entry before, so that the last hash stands for all of them. Reading it does not
 * disturb the daemon.
 *
 * @param entries the entries, up to the first line that does not follow from the one before
 * @param problem what is wrong with the lines after that; empty when there are none
 */
public record Chain(List<ChainEntry> entries, Optional<String> problem) {
    /**
     * Reads the chain of the journal in a directory.
     *
     * @return the chain; empty when there is none
     * @throws IOException when it cannot be read
     */
    public static Optional<Chain> read(Path directory) throws IOException {
        return read(Disk.real(), directory);
    }

    static Optional<Chain> read(Disk disk, Path directory) throws IOException {
        var entries = new ArrayList<ChainEntry>();
        try (FileChannel channel = disk.open(file(directory), READ)) {
            ChainFile.End end = ChainFile.read(channel, (entry, offset, before) -> entries.add(entry));
            return Optional.of(new Chain(List.copyOf(entries), end.problem()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The file of the chain of the journal in a directory. */
    public static Path file(Path directory) {
        return directory.resolve(FileNames.CHAIN);
    }

    /** The number of the last entry, which is how many were ever written; 0 without one. */
    public long number() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).number();
    }

    /** The hash of the last entry in hexadecimal, which stands for all of them. */
    public String head() {
        return entries.isEmpty()
                ? ChainEntry.NO_HASH
                : entries.get(entries.size() - 1).hash();
    }

    /** The number of the first entry that is kept. Earlier ones were cut off after their records were deleted. */
    public long firstNumber() {
        return entries.isEmpty() ? 0 : entries.get(0).number();
    }

    /** The entry with a number, if it is kept. */
    public Optional<ChainEntry> entry(long number) {
        long index = number - firstNumber();
        return index >= 0 && index < entries.size() ? Optional.of(entries.get((int) index)) : Optional.empty();
    }

    /** The greatest id that the entries up to this number cover; 0 without one. */
    public long lastId(long number) {
        return entries.stream()
                .filter(entry -> entry.number() <= number)
                .filter(entry -> entry.kind() == ChainEntry.Kind.RECORDS || entry.kind() == ChainEntry.Kind.CUT)
                .mapToLong(ChainEntry::lastId)
                .max()
                .orElse(0);
    }
}
