package io.timeserverd.admin;

import io.timeserverd.conf.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of a daemon at one moment. If the daemon does not reply, the state is what its journal shows.
 *
 * @param socket the control socket
 * @param silence why the daemon does not reply; empty if it does
 * @param daemon the reply of the daemon; empty if there is none
 * @param room how far its journal can grow
 * @param holding what its journal holds; empty if nobody looked
 */
record ServiceState(
        Path socket,
        String silence,
        Optional<DaemonStatus> daemon,
        JournalRoom room,
        Optional<JournalHolding> holding) {

    /** Asks a daemon on its control socket. */
    static ServiceState ask(Settings settings) throws Failure {
        Path socket = settings.listen().control();
        var room = JournalRoom.of(settings);
        ControlSocket.Reply reply = ControlSocket.ask(socket, "status");
        if (reply instanceof ControlSocket.Silent silent) {
            return new ServiceState(socket, silent.reason(), Optional.empty(), room, Optional.empty());
        }
        var status = DaemonStatus.parse(((ControlSocket.Lines) reply).lines());
        return new ServiceState(socket, "", Optional.of(status), room, Optional.empty());
    }

    ServiceState with(JournalHolding found) {
        return new ServiceState(socket, silence, daemon, room, Optional.of(found));
    }

    boolean answers() {
        return daemon.isPresent();
    }

    /** What the operator should look at, in sentences. */
    List<String> warnings() {
        return daemon.map(status -> StatusWarnings.of(status, room))
                .orElseGet(() -> holding.stream()
                        .flatMap(each -> StatusWarnings.disk(each.bytes(), room).stream())
                        .toList());
    }

    /** A field's value without its unit; empty when it is not known. */
    Optional<String> text(StatusField field) {
        return daemon.isPresent()
                ? daemon.get().text(field)
                : switch (field) {
                    case JOURNAL_SEGMENTS -> holding.map(each -> Integer.toString(each.segments()));
                    case JOURNAL_BYTES -> holding.map(each -> Long.toString(each.bytes()));
                    default -> Optional.empty();
                };
    }

    /** The value of a field that is a number. */
    OptionalLong number(StatusField field) {
        return text(field).stream().mapToLong(Long::parseLong).findFirst();
    }
}
