package io.timeserverd.journal;

import io.timeserverd.clock.ClockState;
import java.nio.charset.StandardCharsets;

/** Entries that contain the id that their record must get, so that each record can be checked by itself. */
final class Numbered {
    private final Entry entry = new Entry();

    Numbered() {
        entry.listener = Listener.TEXT;
        entry.clockState = ClockState.SYNCHRONISED;
        entry.zone = "Europe/Paris";
        entry.place = "Paris, Ile-de-France, France";
        entry.zoneRelease = "2026f";
        entry.placeRelease = "2026.1";
    }

    Entry entry(long id, long nowNs) {
        entry.answeredEpochSecond = Math.floorDiv(nowNs, 1_000_000_000L);
        entry.answeredNano = (int) Math.floorMod(nowNs, 1_000_000_000L);
        entry.time(entry.answeredEpochSecond, entry.answeredNano);
        byte[] request = text(id).getBytes(StandardCharsets.UTF_8);
        entry.requestLength = request.length;
        System.arraycopy(request, 0, entry.request, 0, request.length);
        entry.replyCrc = (int) (id * 0x9E3779B9L);
        return entry;
    }

    /** Whether a record is what was appended under its id. */
    static boolean isTrue(JournalRecord record) {
        return record.requestText().equals(text(record.id())) && record.replyCrc() == (int) (record.id() * 0x9E3779B9L);
    }

    private static String text(long id) {
        return "request number " + id;
    }
}
