package io.timeserverd.conf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The syntax of the configuration file: UTF-8; on each line {@code key = value}, a comment that
 * begins with {@code #} or {@code !}, or nothing. White space around key and value does not count.
 * There are no quotes, escapes, continuation lines or comments behind a value.
 */
final class ConfFile {
    static final int MAX_BYTES = 1 << 20;

    /** Of a mode, see inode(7). */
    private static final int FILE_TYPE = 0170000;

    private static final int PIPE = 0010000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfFile() {}

    /** The bytes of a file, at most one more than it may have. */
    static Optional<byte[]> bytes(Path file, Problems problems) {
        if (isPipe(file)) {
            problems.add(new Problem(file.toString(), 0, "", "cannot be read: a pipe, and not a file"));
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(MAX_BYTES + 1));
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 0, "", "cannot be read: " + reason(e)));
            return Optional.empty();
        }
    }

    /** Reading one could wait for ever. Where modes are unknown there are no pipes with names. */
    private static boolean isPipe(Path file) {
        try {
            return Files.getAttribute(file, "unix:mode") instanceof Integer mode && (mode & FILE_TYPE) == PIPE;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // reading it says more
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    /** Every assignment in the order of the file. */
    static List<Assignment> parse(String name, byte[] bytes, Problems problems) {
        if (bytes.length > MAX_BYTES) {
            problems.add(new Problem(name, 0, "", "longer than " + MAX_BYTES + " bytes"));
            return List.of();
        }
        var assignments = new ArrayList<Assignment>();
        CharsetDecoder decoder = UTF_8.newDecoder();
        int line = 0;
        for (int start = 0; start < bytes.length; line++) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            Optional<Assignment> assignment =
                    parseLine(name, line + 1, ByteBuffer.wrap(bytes, start, end - start), decoder, problems);
            if (assignment.isPresent()) {
                assignments.add(assignment.get());
            }
            start = end + 1;
        }
        return assignments;
    }

    private static Optional<Assignment> parseLine(
            String name, int line, ByteBuffer bytes, CharsetDecoder decoder, Problems problems) {
        String text;
        try {
            text = decoder.decode(bytes).toString();
        } catch (CharacterCodingException e) {
            problems.add(new Problem(name, line, "", "not UTF-8"));
            return Optional.empty();
        }
        if (line == 1 && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        String content = text.strip();
        if (content.isEmpty() || content.startsWith("#") || content.startsWith("!")) {
            return Optional.empty();
        }
        return Assignment.read(name, line, content, problems);
    }
}
