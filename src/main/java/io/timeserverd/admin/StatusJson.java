package io.timeserverd.admin;

import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.protocol.Json;
import java.util.Optional;

/**
 * Writes the state of a daemon as members of a JSON object. It always has all keys of timeserver-admin(1), with null
 * for what is not known.
 */
final class StatusJson {
    private final Json object;

    /** @param object gets the members */
    StatusJson(Json object) {
        this.object = object;
    }

    void put(ServiceState state) {
        object.put("running", state.answers());
        object.put("reason", Optional.of(state.silence()).filter(reason -> !reason.isEmpty()));
        object.put("control_socket", state.socket().toString());
        object.put("warnings", state.warnings());
        for (StatusField field : StatusField.values()) {
            if (field.isNumber()) {
                object.put(field.key(), state.number(field));
            } else {
                object.put(field.key(), state.text(field));
            }
        }
        putJournal(state);
        if (state.daemon().isPresent()) {
            put(state.daemon().get());
        } else {
            object.putNull("connections_add_up").putNull("answers_add_up").putNull("servers");
        }
    }

    private void putJournal(ServiceState state) {
        JournalRoom room = state.room();
        object.put("journal_path", room.directory().toString());
        object.put("journal_max_bytes", room.maxBytes());
        object.put("journal_free_bytes", room.freeBytes());
        Optional<JournalHolding> holding = state.holding();
        object.put(
                "journal_records",
                holding.stream().mapToLong(JournalHolding::records).findFirst());
        Optional<JournalHolding.Range> range = holding.flatMap(JournalHolding::range);
        object.put(
                "journal_first_id",
                range.stream().mapToLong(JournalHolding.Range::firstId).findFirst());
        object.put(
                "journal_last_id",
                range.stream().mapToLong(JournalHolding.Range::lastId).findFirst());
        var time = new IsoTime(IsoTime.NANOSECONDS);
        object.put("journal_earliest", range.map(each -> time.text(each.earliest())));
        object.put("journal_latest", range.map(each -> time.text(each.latest())));
    }

    private void put(DaemonStatus status) {
        object.put("connections_add_up", status.connections().holds());
        object.put("answers_add_up", status.answers().holds());
        status.servers().putInto(object);
        // A daemon of a later release may say more.
        status.others().forEach((name, value) -> object.put(name.replace('-', '_'), value));
    }
}
