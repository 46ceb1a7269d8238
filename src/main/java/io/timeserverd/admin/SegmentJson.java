package io.timeserverd.admin;

import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.journal.Segment;
import io.timeserverd.protocol.Json;
import io.timeserverd.protocol.Output;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Prints segments as JSON objects, one a line. */
final class SegmentJson {
    private SegmentJson() {}

    static void print(Terminal terminal, SegmentTable.Checked checked, List<Segment> segments) {
        segments.forEach(each -> print(terminal, checked, each, OptionalLong.empty()));
    }

    /** @param ofClient how many of its records are of the client in question; empty if there is no such client */
    static void print(Terminal terminal, SegmentTable.Checked checked, Segment segment, OptionalLong ofClient) {
        boolean empty = segment.records() == 0;
        var time = new IsoTime(IsoTime.NANOSECONDS);
        var line = new Output();
        Json object = new Json(line).open();
        object.put("state", segment.state().name().toLowerCase(Locale.ROOT))
                .put("first_id", segment.firstId())
                .put("last_id", empty ? OptionalLong.empty() : OptionalLong.of(segment.lastId()))
                .put("records", segment.records())
                .put("earliest", empty ? Optional.empty() : Optional.of(time.text(segment.leastTime())))
                .put("latest", empty ? Optional.empty() : Optional.of(time.text(segment.greatestTime())))
                .put("bytes", segment.bytes())
                .put("file", segment.file().toString())
                .put("checked", checked.word());
        ofClient.ifPresent(records -> object.put("records_of_client", records));
        object.close();
        terminal.write(line.put('\n'));
    }
}
