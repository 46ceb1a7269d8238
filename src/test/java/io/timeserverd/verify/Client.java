package io.timeserverd.verify;

import io.timeserverd.verify.Programs.Result;
import io.timeserverd.verify.Programs.Stdin;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Programs with which people talk to a TCP port, each with its default options. */
enum Client {
    NC_OPENBSD("nc of OpenBSD", "netcat-openbsd", "nc.openbsd", "127.0.0.1", Client.PORT),
    NC_TRADITIONAL("nc, the traditional one", "netcat-traditional", "nc.traditional", "127.0.0.1", Client.PORT),
    NCAT("ncat", "ncat", "ncat", "127.0.0.1", Client.PORT),
    BUSYBOX_NC("nc of busybox", "busybox", "busybox", "nc", "127.0.0.1", Client.PORT),
    SOCAT("socat", "socat", "socat", "-", "TCP:127.0.0.1:" + Client.PORT),

    /** It closes without waiting for a reply when its input ends, and ends every line with CRLF. */
    TELNET("telnet", "telnet", "telnet", "127.0.0.1", Client.PORT) {
        @Override
        Result run(int port, String stdin) throws IOException, InterruptedException {
            Result result = run(port, stdin, Stdin.STAYS_OPEN);
            String out = result.out();
            String banner = "Escape character is '^]'.\n";
            return new Result(result.status(), out.substring(out.indexOf(banner) + banner.length()), result.err());
        }
    },

    BASH(
            "bash's `/dev/tcp`",
            "bash",
            "bash",
            "-c",
            "exec 3<>/dev/tcp/127.0.0.1/" + Client.PORT + " && cat >&3 && cat <&3"),
    PYTHON("Python's `socket`", "python3", "python3", "-c", """
            import socket, sys
            s = socket.create_connection(("127.0.0.1", PORT))
            s.sendall(sys.stdin.buffer.read())
            sys.stdout.buffer.write(s.makefile("rb").read())
            """),
    ASYNCIO("Python's `asyncio`", "python3", "python3", "-c", """
            import asyncio, sys
            async def talk():
                reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
                writer.write(sys.stdin.buffer.read())
                writer.write_eof()
                sys.stdout.buffer.write(await reader.read())
            asyncio.run(talk())
            """),

    CURL("`curl telnet://`", "curl", "curl", "-sN", "telnet://127.0.0.1:" + Client.PORT),
    PERL("Perl's `IO::Socket`", "perl", "perl", "-MIO::Socket::INET", "-e", """
            my $s = IO::Socket::INET->new("127.0.0.1:PORT") or die "$@\n";
            local $/; # one print of all lines, since each print is a packet
            print $s <STDIN> // "";
            shutdown $s, 1;
            print <$s>;
            """);

    private static final String PORT = "PORT";

    private final String label;
    private final String debianPackage;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> command;

    /** Its row in the document about the language. */
    String row() {
        return "| " + label + " | " + debianPackage + " | text |";
    }

    /**
     * @param label its name in documents
     * @param command the command, with {@link #PORT} for the port
     */
    Client(String label, String debianPackage, String... command) {
        this.label = label;
        this.debianPackage = debianPackage;
        this.command = List.of(command);
    }

    /** {@code printf stdin | client 127.0.0.1 port}; standard output is what the server sent. */
    Result run(int port, String stdin) throws IOException, InterruptedException {
        return run(port, stdin, Stdin.ENDS);
    }

    final Result run(int port, String stdin, Stdin behind) throws IOException, InterruptedException {
        List<String> withPort = command.stream()
                .map(word -> word.replace(PORT, String.valueOf(port)))
                .collect(Collectors.toList());
        return Programs.run(debianPackage, withPort, stdin, behind);
    }
}
