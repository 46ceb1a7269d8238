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
 * The syntax of the configuration file: UTF-8; each line is {@code key = value}, a comment that begins with {@code #} or {@code !},
 * or blank. White space around key and value is ignored. There are no quotes, escapes or continuation lines, and a comment needs a
 * line of its own.
 */
final class ConfFile {
    static final int MAX_BYTES = 1 << 20;

    /** The bits of a mode for the type of the file, see inode(7). */
    private static final int FILE_TYPE = 0170000;

    private static final int PIPE = 0010000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfFile() {}

    /** Reads a file, but at most one byte more than it may have. */
    static Optional<byte[]> bytes(Path file, Problems problems) {
        if (isPipe(file)) {
            problems.add(new Problem(file.toString(), 0, "", "cannot be read: it is a pipe, not a file"));
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(MAX_BYTES + 1));
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 0, "", "cannot be read: " + reason(e)));
            return Optional.empty();
        }
    }

    /** Whether {@code file} is a pipe, which could block for ever. Systems without modes have no named pipes. */
    private static boolean isPipe(Path file) {
        try {
            return Files.getAttribute(file, "unix:mode") instanceof Integer mode && (mode & FILE_TYPE) == PIPE;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // the read will report the problem
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    /** Parses the assignments, in the order of the file. */
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
