package io.timeserverd.verify;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs real programs as a shell does. */
final class Programs {
    /** A limit against programs that hang, far longer than the slowest machine needs. No test depends on it. */
    static final int HANG_S = 120;

    /** What follows after the text on a program's standard input. */
    enum Stdin {
        /** The end of input, as in a pipe from {@code printf}. */
        ENDS,
        /** Nothing until the program ends by itself, as at a terminal. */
        STAYS_OPEN
    }

    /** How a program ended and what it printed. */
    record Result(int status, String out, String err) {
        @Override
        public String toString() {
            return "exit status " + status + "\nstandard output:\n" + out + "standard error:\n" + err;
        }
    }

    private Programs() {}

    /** The path of a program of the image that {@code make dist} built. */
    static String ofImage(String name) {
        var program = Path.of(System.getProperty("timeserverd.dist"), "bin", name);
        if (!Files.isExecutable(program)) {
            fail("there is no " + program + ": build the image first, make dist");
        }
        return program.toString();
    }

    /** Runs a program of the image. */
    static Result runImage(String name, String stdin, String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(ofImage(name)));
        command.addAll(List.of(args));
        return run("default-jre-headless", command, stdin, Stdin.ENDS);
    }

    /** Runs {@code timeserver-admin} of the image with the directory of a {@link DaemonProcess#command}. */
    static Result runAdmin(Path directory, String... words) throws IOException, InterruptedException {
        return run("default-jre-headless", admin(directory, words), "", Stdin.ENDS);
    }

    /** The command that {@link #runAdmin} runs. */
    static List<String> admin(Path directory, String... words) {
        var command = new ArrayList<>(List.of(ofImage("timeserver-admin"), "--conf", "/dev/null"));
        command.addAll(List.of("--set", "listen.control=" + directory.resolve("control")));
        command.addAll(List.of("--set", "journal.path=" + directory.resolve("journal")));
        command.addAll(List.of(words));
        return command;
    }

    /** Ends a process that a test has started, in any state. */
    static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param debianPackage what to install when the program is missing, which is a failure
     */
    static Result run(String debianPackage, List<String> command, String stdin, Stdin behind)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("verify", ".out");
        Path err = Files.createTempFile("verify", ".err");
        try {
            ProcessBuilder builder =
                    builder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            Process process = start(builder, debianPackage);
            try {
                feed(process, stdin, behind);
                if (!process.waitFor(HANG_S, TimeUnit.SECONDS)) {
                    fail(command + " hangs; so far it printed:\n" + Files.readString(out) + Files.readString(err));
                }
            } finally {
                process.destroyForcibly();
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** A command in the environment that all tests use: the JVM of the test, and messages in English. */
    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    /** Fails with the package to install if a program is missing. */
    static void assertInstalled(String debianPackage, String program) throws IOException, InterruptedException {
        Result found = run("dash", List.of("sh", "-c", "command -v \"$0\"", program), "", Stdin.ENDS);
        if (found.status() != 0) {
            fail(program + " is not there: install the Debian package " + debianPackage);
        }
    }

    static Process start(ProcessBuilder builder, String debianPackage) {
        try {
            return builder.start();
        } catch (IOException e) {
            return fail(builder.command().get(0) + " does not start: install the Debian package " + debianPackage, e);
        }
    }

    private static void feed(Process process, String stdin, Stdin behind) throws IOException {
        OutputStream pipe = process.getOutputStream();
        pipe.write(stdin.getBytes(StandardCharsets.UTF_8));
        pipe.flush();
        if (behind == Stdin.ENDS) {
            pipe.close();
        }
    }
}
