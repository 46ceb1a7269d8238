package io.timeserverd.journal;

import io.timeserverd.journal.ChainEntry.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes a sealed table as an attacker would who knows its format: all checksums in it stay right. */
public final class Forgery {
    private Forgery() {}

    /** Gives another port to the record with an id, which is in a sealed table. */
    public static void changePort(Path directory, long id) throws IOException, JournalException {
        for (Segment each : JournalReader.open(directory).segments()) {
            if (each.firstId() <= id && id <= each.lastId()) {
                change(each, records -> {
                    records.replaceAll(record -> record.id() == id ? like(record, id, 4321) : record);
                    return records;
                });
            }
        }
    }

    /**
     * Writes a chain again whose head is the last entry, as if all before it had been cut off with the records up to an id.
     *
     * @param deletedTo that id, or 0
     * @param vouches whether the tables get new entries
     */
    public static void cutChain(Path directory, long deletedTo, boolean vouches) throws IOException, JournalException {
        Chain chain = Chain.read(directory).orElseThrow();
        var entries = new ArrayList<>(List.of(ChainEntry.head(chain.number(), chain.head())));
        append(entries, ChainEntry.draft(Kind.CUT, 0, 1, deletedTo, chain.number(), ChainEntry.NONE));
        for (Segment each : vouches ? JournalReader.open(directory).segments() : List.<Segment>of()) {
            var digests = new RangeDigests(each.firstId(), id -> false);
            JournalReader.open(directory)
                    .query(Query.all().withFromId(each.firstId()).withEndId(each.lastId() + 1), record -> {
                        digests.add(record);
                        return true;
                    });
            for (ChainRange range : digests.finish()) {
                append(
                        entries,
                        ChainEntry.draft(
                                Kind.RECORDS, 0, range.firstId(), range.lastId(), range.count(), range.digest()));
            }
        }
        Files.write(
                Chain.file(directory), entries.stream().map(ChainEntry::line).toList());
    }

    /** Adds an entry of the chain for records that have one already. */
    static void sealAgain(Path directory, long firstId, long lastId) throws IOException {
        var entries = new ArrayList<>(Chain.read(directory).orElseThrow().entries());
        append(entries, ChainEntry.draft(Kind.RECORDS, 0, firstId, lastId, lastId - firstId + 1, ChainEntry.NO_HASH));
        Files.write(
                Chain.file(directory), entries.stream().map(ChainEntry::line).toList());
    }

    private static void append(List<ChainEntry> entries, ChainEntry draft) {
        ChainEntry last = entries.get(entries.size() - 1);
        entries.add(draft.after(last.number(), last.hash()));
    }

    static void change(Segment table, UnaryOperator<List<JournalRecord>> forged) throws IOException, JournalException {
        Path directory = table.file().getParent();
        var records = new ArrayList<JournalRecord>();
        JournalReader.open(directory)
                .query(Query.all().withFromId(table.firstId()).withEndId(table.lastId() + 1), records::add);
        Path file = directory.resolve("forged");
        try (FileChannel channel = Disk.real()
                .open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var writer = new TableWriter(channel);
            for (JournalRecord each : forged.apply(records)) {
                writer.add(each);
            }
            writer.finish(table.firstId(), table.lastId());
        }
        Files.move(file, table.file(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The record that an entry becomes that is like another one, but for its id and the port. */
    static JournalRecord like(JournalRecord record, long id, int port) {
        var entry = new Entry();
        entry.set(record);
        entry.port = port;
        return Samples.record(id, entry);
    }
}
