package io.timeserverd.admin;

import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.clock.Reading;
import io.timeserverd.conf.Addresses;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.log.Escape;
import io.timeserverd.protocol.Output;
import java.util.Optional;

/** Prints records as CSV (RFC 4180). */
final class RecordCsv implements RecordPrinter {
    private static final String HEADER = "id,time,answered,client,listener,request,outcome,place,country,zone,format,"
            + "zone_release,place_release,clock_state,error_bound_ns,reply_crc32c,port,requests,last_time";
    private static final String ADDRESS = ",host,instance";
    private static final String LINE_END = "\r\n";

    /**
     * The characters that begin a formula in a spreadsheet, by https://owasp.org/www-community/attacks/CSV_Injection.
     * The last four are full-width forms. Tabs and line ends begin one too, but they are escaped, so that a backslash
     * comes first.
     */
    private static final String BEGINS_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

    /** The form of the cells. */
    enum Cells {
        /** The values of the records as they are, for programs. */
        EXACT,
        /** With an apostrophe before each cell that a spreadsheet would run as a formula. */
        SAFE
    }

    private final RecordLines lines;
    private final Optional<Address> address;
    private final Cells cells;
    private final Output out;
    private final IsoTime time = new IsoTime(IsoTime.NANOSECONDS);
    private final IsoTime lastTime = new IsoTime(IsoTime.NANOSECONDS);
    private final IsoTime answered = new IsoTime(IsoTime.NANOSECONDS);

    /** @param address the address of the journal, for each line; empty to leave it out */
    RecordCsv(RecordLines lines, Optional<Address> address, Cells cells) {
        this.lines = lines;
        this.address = address;
        this.cells = cells;
        this.out = lines.out;
    }

    /** Prints the names of the fields. If {@code addressed}, records have a host and an instance. */
    static void header(RecordLines lines, boolean addressed) {
        lines.out.text(HEADER).text(addressed ? ADDRESS : "").text(LINE_END);
    }

    @Override
    public void print(JournalRecord each) {
        out.number(each.id()).put(',');
        time.append(each.time(), out);
        out.put(',');
        answered.append(each.answered(), out);
        out.put(',');
        each.client().ifPresent(client -> out.text(Addresses.text(client)));
        out.put(',').text(each.listener().text());
        text(each.requestText());
        text(each.outcome());
        text(each.place());
        text(each.country());
        text(each.zone());
        text(each.format());
        text(each.zoneRelease());
        text(each.placeRelease());
        out.put(',').text(each.clockState().text()).put(',');
        if (each.errorBoundNs() != Reading.UNKNOWN) {
            out.number(each.errorBoundNs());
        }
        out.put(',').number(Integer.toUnsignedLong(each.replyCrc())).put(',');
        if (each.port() != 0) {
            out.number(each.port());
        }
        out.put(',').number(each.count()).put(',');
        lastTime.append(each.lastTime(), out);
        if (address.isPresent()) {
            text(address.get().host());
            text(address.get().instance());
        }
        out.text(LINE_END);
        lines.ended();
    }

    private void text(String text) {
        out.put(',');
        String prefix = cells == Cells.SAFE && beginsFormula(text) ? "'" : "";
        // Most texts need no escapes, and looking is quicker than escaping.
        String escaped = isPlain(text) ? text : Escape.text(text, Integer.MAX_VALUE);
        if (escaped.indexOf('"') >= 0 || escaped.indexOf(',') >= 0) {
            out.put('"').text(prefix).text(escaped.replace("\"", "\"\"")).put('"');
        } else {
            out.text(prefix).text(escaped);
        }
    }

    private static boolean beginsFormula(String text) {
        return !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void flush() {
        lines.flush();
    }
}
