package io.timeserverd.verify;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Clients of daytime (RFC 867) or time (RFC 868), each with its default options: the ports are 13 and 37. */
enum OldClient {
    RDATE("rdate", "rdate", "time", "EEE MMM d HH:mm:ss 'UTC' yyyy", "rdate", "-p", "127.0.0.1"),
    BUSYBOX_RDATE(
            "rdate of busybox", "busybox", "time", "EEE MMM d HH:mm:ss yyyy", "busybox", "rdate", "-p", "127.0.0.1"),
    PERL_TIME(
            "Perl's `Net::Time`, `inet_time`",
            "perl",
            "time",
            "",
            "perl",
            "-MNet::Time=inet_time",
            "-e",
            "print inet_time('127.0.0.1', 'tcp'), qq(\\n)"),
    PERL_DAYTIME(
            "Perl's `Net::Time`, `inet_daytime`",
            "perl",
            "daytime",
            "EEE MMM d HH:mm:ss yyyy",
            "perl",
            "-MNet::Time=inet_daytime",
            "-e",
            "print inet_daytime('127.0.0.1', 'tcp')"),
    COMMONS_NET_TIME(
            "Apache Commons Net, `TimeTCPClient`",
            OldClient.JRE,
            "time",
            "",
            OldClient.java(),
            "-cp",
            OldClient.classPath(),
            CommonsNet.TIME),
    COMMONS_NET_DAYTIME(
            "Apache Commons Net, `DaytimeTCPClient`",
            OldClient.JRE,
            "daytime",
            "EEE MMM d HH:mm:ss yyyy",
            OldClient.java(),
            "-cp",
            OldClient.classPath(),
            CommonsNet.DAYTIME),
    NC_DAYTIME(
            "nc of OpenBSD", "netcat-openbsd", "daytime", "EEE MMM d HH:mm:ss yyyy", "nc.openbsd", "127.0.0.1", "13"),
    PYTHON_TIME("Python's `socket`", "python3", "time", "", "python3", "-c", """
            import socket, struct
            s = socket.create_connection(("127.0.0.1", 37))
            print(struct.unpack("!I", s.makefile("rb").read())[0] - 2208988800)
            """);

    private static final String JRE = "default-jre-headless";

    private final String label;
    private final String debianPackage;
    private final String protocol;
    private final String shape;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> command;

    /**
     * @param label its name in documents
     * @param protocol the protocol that it speaks
     * @param shape of the UTC time that it prints, or empty for UNIX seconds
     */
    OldClient(String label, String debianPackage, String protocol, String shape, String... command) {
        this.label = label;
        this.debianPackage = debianPackage;
        this.protocol = protocol;
        this.shape = shape;
        this.command = List.of(command);
    }

    /** Its row in the document about the language. */
    String row() {
        return "| " + label + " | " + debianPackage + " | " + protocol + " |";
    }

    String protocol() {
        return protocol;
    }

    Programs.Result run(Network network) throws Exception {
        return network.run(debianPackage, command);
    }

    /** The time that it printed. */
    Instant read(String printed) {
        String text = printed.strip().replaceAll(" +", " ");
        return shape.isEmpty()
                ? Instant.ofEpochSecond(Long.parseLong(text))
                : LocalDateTime.parse(text, DateTimeFormatter.ofPattern(shape, Locale.ROOT))
                        .toInstant(ZoneOffset.UTC);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
