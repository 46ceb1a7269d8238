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
 * The chain of a journal as it was read: an entry for each range of sealed records and for what became of them. Each entry has
 * the hash of the one before in its own, so that the last hash stands for all of them. It is read without disturbing the daemon.
 *
 * @param entries as far as each follows from the one before
 * @param problem why there are lines behind them which do not; empty when there are none
 */
public record Chain(List<ChainEntry> entries, Optional<String> problem) {
    /**
     * Reads the chain of the journal in a directory.
     *
     * @return empty when it has none
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

    /** Where the chain of the journal in a directory is. */
    public static Path file(Path directory) {
        return directory.resolve(FileNames.CHAIN);
    }

    /** The number of the last entry, and so how many there were ever; 0 without one. */
    public long number() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).number();
    }

    /** The hash of the last entry in hexadecimal, which stands for all of them. */
    public String head() {
        return entries.isEmpty()
                ? ChainEntry.NO_HASH
                : entries.get(entries.size() - 1).hash();
    }

    /** The number of the first entry that is left; the ones before were cut off with their records. */
    public long firstNumber() {
        return entries.isEmpty() ? 0 : entries.get(0).number();
    }

    /** The entry with a number, if it is left. */
    public Optional<ChainEntry> entry(long number) {
        long index = number - firstNumber();
        return index >= 0 && index < entries.size() ? Optional.of(entries.get((int) index)) : Optional.empty();
    }

    /** The greatest id that an entry up to this number is about, 0 without one. */
    public long lastId(long number) {
        return entries.stream()
                .filter(entry -> entry.number() <= number)
                .filter(entry -> entry.kind() == ChainEntry.Kind.RECORDS || entry.kind() == ChainEntry.Kind.CUT)
                .mapToLong(ChainEntry::lastId)
                .max()
                .orElse(0);
    }
}
