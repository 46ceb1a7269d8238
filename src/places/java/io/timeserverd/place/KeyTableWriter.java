package io.timeserverd.place;

import io.timeserverd.place.Match.NameType;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects keys and writes the sections that {@link KeyTable} and {@link TypoIndex} read. */
final class KeyTableWriter {
    private static final int MOST = 0xFFFF;
    private static final int KEYS_A_BUCKET = 4;

    private final Map<String, Entry> entries = new HashMap<>();

    private static final class Entry {
        final List<Reference> references = new ArrayList<>();
        boolean suggested;
    }

    private record Reference(int row, RowKind kind, NameType nameType, long weight, boolean isPlain) {
        Reference withPlain() {
            return new Reference(row, kind, nameType, weight, true);
        }

        /** Whether it comes after countries and names of zones, which go first whatever they weigh. */
        boolean isLater() {
            return kind != RowKind.COUNTRY && kind != RowKind.ZONE_NAME;
        }
    }

    /**
     * @param isPlain whether the name has no accents
     * @param suggested whether the key is found despite a typing mistake
     */
    void add(String key, int row, RowKind kind, NameType nameType, long weight, boolean isPlain, boolean suggested) {
        if (key.getBytes(StandardCharsets.UTF_8).length > KeyTable.LONGEST) {
            return;
        }
        Entry entry = entries.computeIfAbsent(key, k -> new Entry());
        entry.references.add(new Reference(row, kind, nameType, weight, isPlain));
        entry.suggested |= suggested;
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> sorted() {
        return entries.keySet().stream()
                .sorted(Comparator.comparing(KeyTableWriter::bytes, Arrays::compareUnsigned))
                .toList();
    }

    void write(DataOutputStream keys, DataOutputStream blocks, DataOutputStream heaviest) throws IOException {
        var before = new byte[0];
        int start = 0;
        int number = 0;
        long most = 0;
        for (String key : sorted()) {
            byte[] bytes = bytes(key);
            int shared = Arrays.mismatch(before, bytes);
            if (number++ % KeyTable.BLOCK == 0) {
                if (start > 0) {
                    heaviest.writeByte(KeyTable.magnitude(most));
                }
                blocks.writeInt(start);
                shared = 0;
                most = 0;
            }
            shared = shared < 0 ? bytes.length : shared;
            keys.writeByte(shared);
            keys.writeByte(bytes.length - shared);
            keys.write(bytes, shared, bytes.length - shared);
            List<Reference> references = references(key);
            keys.writeShort(references.size());
            most = Math.max(
                    most, references.stream().mapToLong(Reference::weight).max().orElse(0));
            for (Reference reference : references) {
                keys.writeInt(reference.row << Byte.SIZE
                        | (reference.isPlain ? KeyTable.PLAIN : 0)
                        | reference.nameType.ordinal());
            }
            start += 2 + bytes.length - shared + Short.BYTES + Integer.BYTES * references.size();
            before = bytes;
        }
        heaviest.writeByte(KeyTable.magnitude(most));
    }

    /** The references of a key, each row once, the best first. */
    private List<Reference> references(String key) {
        Map<Integer, Reference> best = new HashMap<>();
        Comparator<Reference> order = Comparator.comparing((Reference each) -> each.nameType != NameType.PINNED)
                .thenComparing(Reference::isLater)
                .thenComparing(Comparator.comparingLong(Reference::weight).reversed())
                .thenComparing(Reference::row);
        entries.get(key).references.stream()
                .sorted(order)
                .forEach(each -> best.merge(
                        each.row, each, (one, other) -> one.isPlain || !other.isPlain ? one : one.withPlain()));
        return best.values().stream().sorted(order).limit(MOST).toList();
    }

    void writeTypos(DataOutputStream buckets, DataOutputStream typos) throws IOException {
        List<String> sorted = sorted();
        int variants = 0;
        for (String key : sorted) {
            variants += entries.get(key).suggested ? TypoIndex.variants(key).size() : 0;
        }
        var byBucket = new ArrayList<List<Integer>>();
        for (int i = 0; i <= variants / KEYS_A_BUCKET; i++) {
            byBucket.add(new ArrayList<>());
        }
        for (int number = 0; number < sorted.size(); number++) {
            String key = sorted.get(number);
            if (entries.get(key).suggested) {
                for (String variant : TypoIndex.variants(key)) {
                    byBucket.get(TypoIndex.bucket(variant, byBucket.size())).add(number);
                }
            }
        }
        int written = 0;
        for (List<Integer> bucket : byBucket) {
            buckets.writeInt(written);
            for (int number : bucket) {
                typos.writeInt(number);
                written++;
            }
        }
        buckets.writeInt(written);
    }
}
