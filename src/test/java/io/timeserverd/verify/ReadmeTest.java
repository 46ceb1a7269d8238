package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README names the clients that the tests try, and no others. */
class ReadmeTest {
    @Test
    void listsEveryClientThatIsTried() throws IOException {
        var readme = Files.readString(Path.of(System.getProperty("timeserverd.basedir"), "README.md"));
        var table = Stream.of(
                        Stream.of("| client | Debian package | protocol |", "|---|---|---|"),
                        Arrays.stream(Client.values()).map(Client::row),
                        Arrays.stream(OldClient.values()).map(OldClient::row),
                        Arrays.stream(WebClient.values()).map(WebClient::row),
                        Stream.of("| htpdate | htpdate | http |"))
                .flatMap(rows -> rows)
                .collect(Collectors.joining("\n", "\n\n", "\n\n"));
        assertTrue(readme.contains(table), () -> "README should have" + table);
    }
}
