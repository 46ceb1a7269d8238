package io.timeserverd.timekeeping;

import io.timeserverd.log.Log;
import io.timeserverd.loop.Helper;
import io.timeserverd.ntp.Frequency;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file that keeps the ticker's frequency between runs. It has one line and is always replaced as a whole. */
final class DriftFile {
    private final Path file;
    private final Frequency first;
    private Frequency saved;

    /** Reads the file once. */
    DriftFile(Path file) {
        this.file = file;
        first = read();
        saved = first;
    }

    /** The frequency that the previous run saved, or {@link Frequency#UNKNOWN}. */
    Frequency first() {
        return first;
    }

    private Frequency read() {
        if (!Files.exists(file)) {
            return Frequency.UNKNOWN;
        }
        try {
            Optional<Frequency> read = Frequency.parse(Files.readString(file));
            if (read.isEmpty()) {
                Log.warn("drift-unreadable", "file", file, "reason", "not a frequency");
            }
            return read.orElse(Frequency.UNKNOWN);
        } catch (IOException e) {
            Log.warn("drift-unreadable", "file", file, "reason", String.valueOf(e.getMessage()));
            return Frequency.UNKNOWN;
        }
    }

    /** Saves the frequency for the next run, unless the file has it already. */
    void save(Frequency frequency, Helper helper) {
        if (!frequency.equals(saved)) {
            saved = frequency;
            helper.submit(() -> write(frequency), () -> {});
        }
    }

    /** Replaces the file atomically: a reader finds the old line or the new one. It may block, so a helper thread runs it. */
    void write(Frequency frequency) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (var out = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(frequency.toLine().getBytes(StandardCharsets.US_ASCII)));
                out.force(false);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Log.warn("drift-unwritten", "file", file, "reason", String.valueOf(e.getMessage()));
        }
    }
}
