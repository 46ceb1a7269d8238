package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.timeserverd.verify.Programs.Result;
import io.timeserverd.verify.Programs.Stdin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real ClickHouse on loopback, with its files in a directory of the test. */
final class ClickHouse implements AutoCloseable {
    private static final int LOOK_AGAIN_MS = 100;

    private final Path directory;
    private final int port = FreePort.find();
    private Process process;

    ClickHouse(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        Files.writeString(directory.resolve("users.xml"), """
                <yandex>
                  <profiles><default/></profiles>
                  <users><default>
                    <password/><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
                  </default></users>
                  <quotas><default/></quotas>
                </yandex>
                """);
        Files.writeString(conf(), """
                <yandex>
                  <logger><level>warning</level><console>1</console></logger>
                  <tcp_port>%d</tcp_port>
                  <listen_host>127.0.0.1</listen_host>
                  <path>%2$s/data/</path>
                  <tmp_path>%2$s/data/tmp/</tmp_path>
                  <mark_cache_size>67108864</mark_cache_size>
                  <users_config>%2$s/users.xml</users_config>
                  <default_profile>default</default_profile>
                </yandex>
                """.formatted(port, directory));
        start();
    }

    private Path conf() {
        return directory.resolve("clickhouse.xml");
    }

    /** Starts it and waits until it replies. */
    void start() throws IOException, InterruptedException {
        var command = List.of("clickhouse-server", "--config-file=" + conf());
        File log = directory.resolve("clickhouse.log").toFile();
        process = Programs.start(
                Programs.builder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log)),
                "clickhouse-server");
        long startNs = System.nanoTime();
        while (client("", "--query", "SELECT 1").status() != 0) {
            if (System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(Programs.HANG_S) || !process.isAlive()) {
                fail("ClickHouse does not start:\n" + Files.readString(log.toPath()));
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The options that make a documented clickhouse-client command use this server. */
    String clientCommand() {
        return "clickhouse-client --port " + port;
    }

    /** Runs statements. */
    void run(Path statements) throws IOException, InterruptedException {
        Result result = client(Files.readString(statements), "--multiquery");
        assertEquals(0, result.status(), result::toString);
    }

    /** The lines of a query's result. */
    List<String> query(String query) throws IOException, InterruptedException {
        Result result = client("", "--query", query);
        assertEquals(0, result.status(), result::toString);
        return result.out().lines().toList();
    }

    private Result client(String stdin, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("clickhouse-client", "--port", String.valueOf(port)));
        command.addAll(List.of(words));
        return Programs.run("clickhouse-client", command, stdin, Stdin.ENDS);
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
