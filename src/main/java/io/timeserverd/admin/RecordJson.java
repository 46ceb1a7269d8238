package io.timeserverd.admin;

import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.clock.Reading;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.util.Optional;

/** Prints records as JSON, one object on a line. */
final class RecordJson implements RecordPrinter {
    private final RecordLines lines;
    private final Optional<Address> address;
    private final Output out;
    private final IsoTime time = new IsoTime(IsoTime.NANOSECONDS);
    private final IsoTime lastTime = new IsoTime(IsoTime.NANOSECONDS);
    private final IsoTime answered = new IsoTime(IsoTime.NANOSECONDS);

    RecordJson(Terminal terminal) {
        this(new RecordLines(terminal), Optional.empty());
    }

    /** @param address the address of the journal, for each line; empty to leave it out */
    RecordJson(RecordLines lines, Optional<Address> address) {
        this.lines = lines;
        this.address = address;
        this.out = lines.out;
    }

    @Override
    public void print(JournalRecord each) {
        Json json = new Json(out).open().put("id", each.id());
        time.append(each.time(), json.key("time").put('"'));
        out.put('"');
        answered.append(each.answered(), json.key("answered").put('"'));
        out.put('"');
        if (each.client().isPresent()) {
            json.put("client", Addresses.text(each.client().get()));
        } else {
            json.putNull("client");
        }
        json.put("listener", each.listener().text())
                .put("request", each.requestText())
                .put("outcome", each.outcome())
                .put("place", each.place())
                .put("country", each.country())
                .put("zone", each.zone())
                .put("format", each.format())
                .put("zone_release", each.zoneRelease())
                .put("place_release", each.placeRelease())
                .put("clock_state", each.clockState().text());
        if (each.errorBoundNs() == Reading.UNKNOWN) {
            json.putNull("error_bound_ns");
        } else {
            json.put("error_bound_ns", each.errorBoundNs());
        }
        json.put("reply_crc32c", Integer.toUnsignedLong(each.replyCrc()));
        if (each.port() == 0) {
            json.putNull("port");
        } else {
            json.put("port", each.port());
        }
        json.put("requests", each.count());
        lastTime.append(each.lastTime(), json.key("last_time").put('"'));
        out.put('"');
        address.ifPresent(from -> json.put("host", from.host()).put("instance", from.instance()));
        json.close();
        out.put('\n');
        lines.ended();
    }

    @Override
    public void flush() {
        lines.flush();
    }
}
