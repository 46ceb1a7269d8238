package io.timeserverd.zone;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Reads a tree of TZif files ({@code /usr/share/zoneinfo}) into memory. The id of a zone is the path of its file below the
 * root.
 *
 * <p>The tree is untrusted. Names, depth, number and size of files are bounded. Only regular files are opened, so that a pipe or
 * a device cannot block the reader. Links are followed, also out of the tree, since some systems install it as links into a
 * store; a file that is not a zone is refused like any other.
 *
 * <p>The daemon reads the whole tree when it starts. It uses {@code java.io}, which takes a quarter of the time of {@code
 * java.nio.file} in a JVM that has just started, and does not parse the files yet.
 */
final class TzifTree {
    /** Files whose first line names the release, the most trusted first. */
    private static final String[] RELEASE_FILES = {"tzdata.zi", "+VERSION", "version"};

    private static final int MAX_DEPTH = 4;
    private static final int MAX_ID_LENGTH = 64;
    private static final int MAX_FILES = 20_000;
    private static final int MAX_TABLE_BYTES = 1024 * 1024;
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int FIRST_LINE_BYTES = 128;
    private static final int CHUNK_BYTES = 8192;

    /**
     * Files and directories of the root that are not zones: copies of all zones with and without leap seconds, the zone that
     * the host uses, the zone for a host that has none, texts.
     */
    private static final Set<String> NOT_ZONES = Set.of(
            "posix", "right", "localtime", "posixrules", "Factory", "leapseconds", "version", "README", "SECURITY");

    private final File root;
    private final TreeFingerprint fingerprint;
    private final Map<String, TzifFile> files = new HashMap<>(2048);
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int seen;
    private int bytes;

    private TzifTree(File root, TreeFingerprint fingerprint) {
        this.root = root;
        this.fingerprint = fingerprint;
    }

    /** Reads the tree at {@code path}. Adds its state just before to {@code fingerprint}. */
    static TreeResult read(Path path, TreeFingerprint fingerprint) {
        for (String file : RELEASE_FILES) {
            fingerprint.add(path.resolve(file));
        }
        return new TzifTree(path.toFile(), fingerprint).read();
    }

    private TreeResult read() {
        walk(root, "", 1);
        if (isTooLarge()) {
            return new TreeResult.Refused("more than " + MAX_FILES + " files or " + MAX_BYTES + " bytes");
        }
        if (files.isEmpty()) {
            return new TreeResult.Refused("no zones in it");
        }
        String zoneTab = text("zone.tab", MAX_TABLE_BYTES);
        String zones = zoneTab.isEmpty() ? text("zone1970.tab", MAX_TABLE_BYTES) : zoneTab;
        var tables = new CountryTables(text("iso3166.tab", MAX_TABLE_BYTES), zones);
        return new TreeResult.Loaded(new TzifZones(release(), root.getPath(), files, tables));
    }

    private void walk(File directory, String prefix, int depth) {
        fingerprint.add(directory.toPath());
        String[] names = directory.list();
        if (names == null) {
            return;
        }
        for (String name : names) {
            if (isTooLarge()) {
                return;
            }
            seen++;
            String id = prefix + name;
            if (isName(name) && id.length() <= MAX_ID_LENGTH && !NOT_ZONES.contains(id)) {
                add(id, new File(directory, name), depth);
            }
        }
    }

    private void add(String id, File file, int depth) {
        if (file.isFile()) {
            files.put(id, zone(id, file));
        } else if (!file.isDirectory()) {
            files.put(id, TzifFile.unreadable(id, "no regular file"));
        } else if (depth < MAX_DEPTH) {
            walk(file, id + "/", depth + 1);
        }
    }

    private boolean isTooLarge() {
        return seen > MAX_FILES || bytes > MAX_BYTES;
    }

    /** Whether it is a component of an id: a letter, then letters, digits and {@code _+-}. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(i == 0 ? Abbreviations.isLetter(c) : Abbreviations.isAllowed(c) || c == '_')) {
                return false;
            }
        }
        return true;
    }

    /** Reads a file. If that fails, the zone has a fault, and the others are still usable. */
    private TzifFile zone(String id, File file) {
        try {
            byte[] content = bytes(file, TzifReader.MAX_BYTES + 1);
            bytes += content.length;
            return new TzifFile(id, content);
        } catch (IOException e) {
            return TzifFile.unreadable(id, e.getMessage());
        }
    }

    /** The name of the release in the tree; else a name from a checksum of its content. */
    private String release() {
        for (String file : RELEASE_FILES) {
            Optional<String> release = Release.in(text(file, FIRST_LINE_BYTES));
            if (release.isPresent()) {
                return release.get();
            }
        }
        var checksum = new CRC32();
        files.keySet().stream().sorted().forEach(id -> files.get(id).addTo(checksum));
        return Release.unknown(checksum.getValue());
    }

    /** At most {@code maxBytes} from the beginning of a file in the root; empty if it cannot be read. */
    private String text(String name, int maxBytes) {
        var file = new File(root, name);
        try {
            return file.isFile() ? new String(bytes(file, maxBytes), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private byte[] bytes(File file, int max) throws IOException {
        try (var in = new FileInputStream(file)) {
            int count = 0;
            int read = 0;
            while (read >= 0 && count < max) {
                if (count == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * count);
                }
                // For larger reads than this the JVM allocates memory each time.
                read = in.read(buffer, count, Math.min(CHUNK_BYTES, Math.min(buffer.length, max) - count));
                count += Math.max(0, read);
            }
            return Arrays.copyOf(buffer, count);
        }
    }
}
