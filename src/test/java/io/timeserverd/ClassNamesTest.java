package io.timeserverd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClassNamesTest {
    private static final Path SOURCES = Path.of(System.getProperty("timeserverd.basedir"), "src");

    @Test
    void noTwoFilesOfClassesHaveOneName() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Map<String, List<String>> byName = files.map(Path::toString)
                    .filter(file -> file.endsWith(".java") && !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(file -> file.substring(file.lastIndexOf('/') + 1)));
            byName.values().removeIf(sharers -> sharers.size() == 1);
            assertEquals(Map.of(), byName);
        }
    }
}
