package io.timeserverd.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The daemon's command line. */
sealed interface CommandLine {
    /**
     * Reads the configuration and acts on it.
     *
     * @param conf the file, if it is given
     * @param overrides {@code KEY=VALUE} each, in order
     */
    record Run(Optional<Path> conf, List<String> overrides, Action action) implements CommandLine {}

    /** What to do with a valid configuration. */
    enum Action {
        SERVE,
        /** Nothing more. */
        CHECK,
        /** Prints every setting. */
        SHOW
    }

    /** Prints the version. */
    record Version() implements CommandLine {}

    /** Prints the usage. */
    record Help() implements CommandLine {}

    /** An invalid command line. */
    record Bad(String problem) implements CommandLine {}

    String USAGE = """
            usage: timeserverd [--conf FILE] [--set KEY=VALUE]...
                               [--check | --show]
                   timeserverd --version | --help

              --conf FILE      Read the configuration from FILE (default:
                               /etc/timeserverd/timeserver.properties if it
                               exists; /dev/null for defaults only).
              --set KEY=VALUE  Override a key of the file; may be repeated.
              --check          Only check the configuration.
              --show           Check it, and print every setting.
              --version        Print the version.
              -h, --help       Print this help.

            SIGHUP reads the configuration again. SIGTERM and SIGINT stop.

            Exit status:
              0  It was stopped, or an option was carried out.
              1  It failed to start, or failed while running.
              2  The command line or the configuration is wrong.
              3  It ran out of memory.
            """;

    /** Parses the arguments of {@code main}. */
    static CommandLine parse(String... args) {
        Optional<Path> conf = Optional.empty();
        var overrides = new ArrayList<String>();
        Action action = Action.SERVE;
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String arg = rest.next();
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (equals >= 0 && !name.equals("--conf") && !name.equals("--set")) {
                return new Bad(name + " takes no argument");
            }
            switch (name) {
                case "--conf", "--set" -> {
                    if (equals < 0 && !rest.hasNext()) {
                        return new Bad(name + " needs an argument");
                    }
                    String value = equals < 0 ? rest.next() : arg.substring(equals + 1);
                    if (name.equals("--set")) {
                        overrides.add(value);
                    } else if (conf.isPresent()) {
                        return new Bad("--conf is given twice");
                    } else {
                        conf = Optional.of(Path.of(value));
                    }
                }
                case "--check" -> action = Action.CHECK;
                case "--show" -> action = Action.SHOW;
                case "--version" -> {
                    return new Version();
                }
                case "--help", "-h" -> {
                    return new Help();
                }
                default -> {
                    return new Bad("unknown argument '" + arg + "'");
                }
            }
        }
        return new Run(conf, List.copyOf(overrides), action);
    }
}
