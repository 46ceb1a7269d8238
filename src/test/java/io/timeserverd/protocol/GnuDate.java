package io.timeserverd.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** GNU date, of Debian's package coreutils, in the C locale. */
final class GnuDate {
    private GnuDate() {}

    /** What it prints for the instants, a line each. */
    static String print(String format, String zone, List<Instant> instants, Path directory) {
        return understand(format, zone, instants.stream().map(GnuDate::text).toList(), directory);
    }

    /** What it prints for the texts, which it parses as instants. */
    static String understand(String format, String zone, List<String> texts, Path directory) {
        try {
            Path file = directory.resolve("instants");
            Files.writeString(file, texts.stream().map(text -> text + "\n").collect(Collectors.joining()));
            ProcessBuilder builder =
                    new ProcessBuilder("date", "-f", file.toString(), "+" + format).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("TZ", zone);
            Process process = builder.start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("date of Debian's package coreutils", e);
        }
    }

    private static String text(Instant instant) {
        var out = new Output();
        Decimal.seconds(instant.getEpochSecond(), instant.getNano(), 9, out.put('@'));
        return out.toString();
    }
}
