package io.timeserverd.bench;

import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.zone.JvmZones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The servers that are compared, and how each is started. */
final class Peers {
    /** What the clients of the daemon ask about. */
    static final Dialogue PLACES = Dialogue.of(true, 1, placeLines(1000));

    /** For servers that reply to anything at all. */
    static final Dialogue ANYTHING = Dialogue.of(true, 1, "Europe/Paris\n");

    /** RFC 867: the client says nothing. */
    static final Dialogue DAYTIME = Dialogue.of(true, 1, "");

    /** On a connection that is kept: a status line, seven headers, an empty line, and the time. */
    static final Dialogue HTTP = Dialogue.of(false, 10, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

    static final Dialogue REDIS_TIME = Dialogue.of(false, 5, "*1\r\n$4\r\nTIME\r\n");

    private final Path base;
    private final Path work;
    private final Path image;
    private final Optional<Path> before;
    private final String cores;

    /**
     * Starts what it is asked for.
     *
     * @param base of the project, whose image was made
     * @param work for their files
     * @param before an image of another version, to compare it with
     */
    Peers(Path base, Path work, Optional<Path> before) {
        this(base, work, base.resolve("target/dist"), before, "0");
    }

    private Peers(Path base, Path work, Path image, Optional<Path> before, String cores) {
        this.base = base;
        this.work = work;
        this.image = image;
        this.before = before;
        this.cores = cores;
    }

    /** The same of the other version, if the run compares with one. */
    Optional<Peers> before() {
        return before.map(other -> new Peers(base, work, other, Optional.empty(), cores));
    }

    /** The same, on the generator's core as well. */
    Peers onBothCores() {
        return new Peers(base, work, image, before, "0,1");
    }

    /** The same, with the archive of loaded classes that an installation makes; only root can make it. */
    Peers withArchive(String name) throws IOException, InterruptedException {
        Path installed = work.resolve(name);
        run("cp", "-r", image.toString(), installed.toString());
        run(installed.resolve("lib/archive-classes").toString());
        if (!Files.exists(installed.resolve("lib/timeserverd.jsa"))) {
            throw new IOException("no class archive was made: not root, or others may not enter " + installed);
        }
        return new Peers(base, work, installed, before, cores);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    /** Zones' ids and cities' names, as many of each as there are, each of which names one place. */
    private static String[] placeLines(int count) {
        var zones = new JvmZones();
        var places = Places.load();
        var lines = new ArrayList<String>();
        var ids = new ArrayList<>(zones.ids());
        Collections.sort(ids);
        for (String id : ids) {
            lines.add(id + '\n');
            String city = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
            if (id.contains("/") && places.resolve(city, zones) instanceof Resolution.Found) {
                lines.add(city + '\n');
            }
        }
        Collections.shuffle(lines, new Random(1));
        return lines.subList(0, count).toArray(new String[0]);
    }

    /**
     * The daemon of the image, with its journal in a fresh directory, so large that every request of the one client here is
     * recorded by itself.
     */
    Subject daemon(String name, String... settings) throws IOException, InterruptedException {
        int port = Subject.freePort();
        Path directory = Files.createTempDirectory(work, name);
        var command = new ArrayList<>(List.of(
                image.resolve("bin/timeserverd").toString(),
                "--conf",
                "/dev/null",
                "--set",
                "listen.text=127.0.0.1:" + port,
                "--set",
                "listen.control=" + directory.resolve("control"),
                "--set",
                "journal.path=" + directory.resolve("journal"),
                "--set",
                "journal.max-size=256GiB",
                "--set",
                "limits.connections=20000",
                "--set",
                "limits.connections-per-client=20000"));
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        return Subject.start(cores, work.resolve(name + ".log"), port, Map.of(), command);
    }

    /** A {@link BareServer} that writes before it answers. */
    Subject bareWithSync() throws IOException, InterruptedException {
        return bare("sync", work.resolve("bare-journal").toString());
    }

    /**
     * @param kind {@code close}, {@code linger} or {@code sync}, see {@link BareServer}
     * @param more its other arguments
     */
    Subject bare(String kind, String... more) throws IOException, InterruptedException {
        int port = Subject.freePort();
        var arguments = new ArrayList<>(List.of(Integer.toString(port), kind));
        arguments.addAll(List.of(more));
        return Subject.start(
                cores,
                work.resolve("bare-" + kind + ".log"),
                port,
                Map.of(),
                java(BareServer.class, arguments.toArray(new String[0])));
    }

    /** A program of the benchmarks in a JVM of its own, with the daemon's heap, collector and priorities. */
    static List<String> java(Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                "java",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-XX:ThreadPriorityPolicy=1",
                "-XX:CompilerThreadPriority=10",
                "-XX:+DisplayVMOutputToStderr",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    Subject redis() throws IOException, InterruptedException {
        int port = Subject.freePort();
        return Subject.start(
                cores,
                work.resolve("redis.log"),
                port,
                Map.of(),
                List.of(
                        "redis-server",
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        work.toString()));
    }

    /** Replies to every request with the time of the host; one process, as the others. */
    Subject nginx() throws IOException, InterruptedException {
        int port = Subject.freePort();
        Path directory = Files.createTempDirectory(work, "nginx");
        Path conf = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; master_process off; pid nginx.pid; error_log error.log;
                events { worker_connections 1024; }
                http {
                  access_log access.log;
                  keepalive_requests 1000000000;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  server { listen 127.0.0.1:%d; location / { return 200 "$time_iso8601\\n"; } }
                }
                """.formatted(port));
        return Subject.start(
                cores,
                work.resolve("nginx.log"),
                port,
                Map.of(),
                List.of("/usr/sbin/nginx", "-p", directory + "/", "-c", conf.toString()));
    }

    Subject asyncio() throws IOException, InterruptedException {
        int port = Subject.freePort();
        String script = base.resolve("src/bench/peers/localtime.py").toString();
        return Subject.start(
                cores, work.resolve("asyncio.log"), port, Map.of(), List.of("python3", script, Integer.toString(port)));
    }

    /** Its own daytime service, which has no port but 13: as root only. */
    Subject inetd() throws IOException, InterruptedException {
        Path conf =
                Files.writeString(work.resolve("inetd.conf"), "127.0.0.1:daytime stream tcp nowait root internal\n");
        return Subject.start(
                cores,
                work.resolve("inetd.log"),
                13,
                Map.of(),
                List.of("/usr/sbin/inetd", "-i", "-R", "0", conf.toString()));
    }

    /** Whether a program is on the path. */
    static boolean has(String program) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder("sh", "-c", "PATH=$PATH:/usr/sbin; command -v " + program)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    }
}
