package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@link Crowd} in a container's network. */
final class CrowdProcess implements AutoCloseable {
    private static final Pattern TALLY = Pattern.compile("answered (\\d+) told (\\d+) refused (\\d+) lost (\\d+)\n");

    /** The results of a crowd. */
    record Tally(int answered, int told, int refused, int lost) {}

    private final Process process;

    private CrowdProcess(Process process) {
        this.process = process;
    }

    static CrowdProcess start(Container container, int port) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                Crowd.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        List<String> command =
                container.inNetwork(java, "-Xmx64m", "-cp", classes, Crowd.class.getName(), String.valueOf(port));
        return new CrowdProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits until all clients have finished. */
    Tally stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(Programs.HANG_S, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), told);
        Matcher tally = TALLY.matcher(told);
        assertTrue(tally.find(), told);
        System.out.println(told.strip());
        return new Tally(
                number(tally.group(1)), number(tally.group(2)), number(tally.group(3)), number(tally.group(4)));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
