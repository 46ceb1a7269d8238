package io.timeserverd.admin;

import io.timeserverd.clock.Reading;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.log.Escape;
import java.io.PrintWriter;

/** Records as RFC 4180 has them, with a header. */
final class RecordCsv implements RecordPrinter {
    private static final String HEADER = "id,time,answered,client,listener,request,outcome,place,zone,format,"
            + "zone_release,clock_state,error_bound_ns,reply_crc32c";
    private static final String LINE_END = "\r\n";

    private final PrintWriter out;
    private final StringBuilder line = new StringBuilder(512);
    private final IsoTime time = new IsoTime(IsoTime.NANOSECONDS);
    private final IsoTime answered = new IsoTime(IsoTime.NANOSECONDS);

    RecordCsv(PrintWriter out) {
        this.out = out;
        out.print(HEADER + LINE_END);
    }

    @Override
    public void print(JournalRecord each) {
        line.setLength(0);
        line.append(each.id()).append(',');
        time.append(each.time(), line);
        line.append(',');
        answered.append(each.answered(), line);
        line.append(',');
        each.client().ifPresent(client -> line.append(Addresses.text(client)));
        line.append(',').append(each.listener().text());
        text(each.requestText());
        text(each.outcome());
        text(each.place());
        text(each.zone());
        text(each.format());
        text(each.zoneRelease());
        line.append(',').append(each.clockState().text()).append(',');
        if (each.errorBoundNs() != Reading.UNKNOWN) {
            line.append(each.errorBoundNs());
        }
        line.append(',').append(Integer.toUnsignedLong(each.replyCrc())).append(LINE_END);
        out.append(line);
    }

    private void text(String text) {
        line.append(',');
        // Most texts need no escapes, and looking is quicker than escaping.
        var escaped = isPlain(text) ? text : Escape.text(text, Integer.MAX_VALUE);
        if (escaped.indexOf('"') >= 0) {
            line.append('"').append(escaped.replace("\"", "\"\"")).append('"');
        } else if (escaped.indexOf(',') >= 0) {
            line.append('"').append(escaped).append('"');
        } else {
            line.append(escaped);
        }
    }

    private static boolean isPlain(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }
}
