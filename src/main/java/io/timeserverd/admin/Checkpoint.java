package io.timeserverd.admin;

import io.timeserverd.journal.Chain;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a chain at some time, which stands for all entries up to then. Its text has the form of
 * https://c2sp.org/tlog-checkpoint: a line each for the origin, the number of entries and the head, and one more line,
 * which other readers of that form ignore.
 *
 * @param origin the name of the journal, by default its host and instance
 * @param entries how many entries the chain had
 * @param head the hash of the last entry, in hexadecimal
 * @param lastId the greatest id that the entries are about
 * @param time when the checkpoint was made
 */
record Checkpoint(String origin, long entries, String head, long lastId, Instant time) {
    private static final Pattern EXTENSION = Pattern.compile("timeserverd last-id ([0-9]{1,19}) time (\\S+)");
    private static final int HASH_BYTES = 32;

    static Checkpoint of(Chain chain, String origin, Instant time) {
        return new Checkpoint(origin, chain.number(), chain.head(), chain.lastId(chain.number()), time);
    }

    /** The text that is signed. */
    String text() {
        String hash = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(head));
        return String.join(
                "\n", origin, Long.toString(entries), hash, "timeserverd last-id " + lastId + " time " + time, "");
    }

    /** Reads the text of a checkpoint; empty if it is not one. */
    static Optional<Checkpoint> parse(String text) {
        List<String> lines = text.lines().toList();
        Matcher extension = EXTENSION.matcher(lines.size() < 4 ? "" : lines.get(3));
        if (!extension.matches()) {
            return Optional.empty();
        }
        try {
            byte[] head = Base64.getDecoder().decode(lines.get(2));
            return head.length != HASH_BYTES
                    ? Optional.empty()
                    : Optional.of(new Checkpoint(
                            lines.get(0),
                            Long.parseLong(lines.get(1)),
                            HexFormat.of().formatHex(head),
                            Long.parseLong(extension.group(1)),
                            Instant.parse(extension.group(2))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
