package io.timeserverd.admin;

import io.timeserverd.admin.web.Console;
import io.timeserverd.conf.HostPort;
import io.timeserverd.conf.Parsed;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "web",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Serves a console for the journal and the running daemon to browsers, until it is interrupted.%n",
        footer = {
            "%nIt prints an address with a token, which the browser keeps as a cookie. The address of a view"
                    + " has no token: you can send it to a colleague, who opens it in a console of their own. The console"
                    + " changes nothing.",
            "There is no TLS, and only loopback addresses are allowed. From another host, open a tunnel:",
            "  ssh -t -L 9998:127.0.0.1:9998 HOST timeserver-admin web",
            "With -t the console ends when the connection does.",
            "The filters are those of query. They run in this process and take no time of the daemon."
        })
final class WebCommand implements Callable<Integer> {
    private static final Duration A_WHILE = Duration.ofHours(1);

    @ParentCommand
    private TimeserverAdmin admin;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = LoopbackConverter.class,
            defaultValue = "127.0.0.1:9998",
            description = "A loopback address and a port, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private HostPort listen;

    @Override
    public Integer call() throws Failure, JournalException, IOException, InterruptedException {
        Settings settings = admin.settings();
        Surroundings surroundings = admin.surroundings();
        JournalReader.open(settings.journal().path()); // fails here, not only in the browser, if it cannot be read
        var evidence = new JournalEvidence(settings, surroundings);
        try (Console console = start(evidence)) {
            admin.terminal().out().print(console.address() + "\n");
            admin.terminal().flush();
            evidence.readAhead();
            while (surroundings.pause().pass(A_WHILE)) {
                // The console has threads of its own.
            }
        }
        return Failure.NONE;
    }

    private Console start(JournalEvidence evidence) throws Failure {
        try {
            return Console.start(listen.address(), evidence);
        } catch (IOException e) {
            throw new Failure(Failure.FOUND, List.of("cannot listen on " + listen + ": " + e.getMessage()));
        }
    }

    private static final class LoopbackConverter implements ITypeConverter<HostPort> {
        @Override
        public HostPort convert(String text) {
            Parsed<HostPort> parsed = HostPort.parse(text);
            if (parsed instanceof Parsed.Bad<HostPort> bad) {
                throw new TypeConversionException(String.join("; ", bad.problems()));
            }
            HostPort listen = ((Parsed.Ok<HostPort>) parsed).value();
            InetAddress address = listen.address().getAddress();
            if (address == null || !address.isLoopbackAddress()) {
                throw new TypeConversionException("must be a loopback address, not '" + text
                        + "': the console has no TLS;" + " from another host it is reached through ssh -L");
            }
            return listen;
        }
    }
}
