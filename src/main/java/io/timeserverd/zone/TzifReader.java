package io.timeserverd.zone;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a TZif file (RFC 9636): the 64-bit data and the footer of version 2 and later, or the 32-bit
 * data of version 1.
 *
 * <p>The bytes are untrusted. Every count is compared with the size of the file before anything is allocated or read, which
 * bounds memory and time. Any fault gives {@link TzifResult.Refused}. Files with leap seconds ("right" time zones) are refused,
 * since their seconds are not those of UNIX time.
 */
final class TzifReader {
    /** The largest file that is read. The largest file of tzdata is below 4 KiB. */
    static final int MAX_BYTES = 256 * 1024;

    private final ByteBuffer bytes;
    private final TzifHeader header;
    private final int timeSize;
    private int at;

    private TzifReader(ByteBuffer bytes, TzifHeader header, int timeSize) {
        this.bytes = bytes;
        this.header = header;
        this.timeSize = timeSize;
        this.at = header.end();
    }

    static TzifResult read(byte[] file) {
        if (file.length > MAX_BYTES) {
            return new TzifResult.Refused("longer than " + MAX_BYTES + " bytes");
        }
        var bytes = ByteBuffer.wrap(file);
        Optional<TzifHeader> header = TzifHeader.read(bytes, 0);
        if (header.isEmpty()) {
            return new TzifResult.Refused("no TZif header");
        }
        long end = header.get().end() + header.get().dataBytes(4);
        if (header.get().version() == 0) {
            return new TzifReader(bytes, header.get(), 4).data(end);
        }
        Optional<TzifHeader> second = TzifHeader.read(bytes, end);
        if (second.isEmpty()) {
            return new TzifResult.Refused("no header of the 64-bit data");
        }
        return new TzifReader(bytes, second.get(), 8)
                .data(second.get().end() + second.get().dataBytes(8));
    }

    private TzifResult data(long end) {
        Optional<String> fault = header.fault();
        if (fault.isPresent()) {
            return new TzifResult.Refused(fault.get());
        }
        if (end > bytes.limit()) {
            return new TzifResult.Refused("data cut off");
        }
        Optional<long[]> times = times();
        if (times.isEmpty()) {
            return new TzifResult.Refused("transition times out of order or range");
        }
        var typeOfTime = new byte[header.timeCount()];
        bytes.get(at, typeOfTime);
        at += typeOfTime.length;
        for (byte type : typeOfTime) {
            if ((type & 0xff) >= header.typeCount()) {
                return new TzifResult.Refused("transition to a type that does not exist");
            }
        }
        Optional<LocalType[]> types = types();
        return types.isEmpty()
                ? new TzifResult.Refused("bad local time type")
                : withFooter(times.get(), typeOfTime, types.get(), (int) end);
    }

    private Optional<long[]> times() {
        var times = new long[header.timeCount()];
        for (int i = 0; i < times.length; i++) {
            times[i] = timeSize == 4 ? bytes.getInt(at) : bytes.getLong(at);
            at += timeSize;
            if (times[i] < -Timeline.MAX_TIME || times[i] > Timeline.MAX_TIME || (i > 0 && times[i] <= times[i - 1])) {
                return Optional.empty();
            }
        }
        return Optional.of(times);
    }

    private Optional<LocalType[]> types() {
        var types = new LocalType[header.typeCount()];
        int names = at + types.length * TzifHeader.TYPE_BYTES;
        for (int i = 0; i < types.length; i++) {
            int offset = bytes.getInt(at);
            int daylight = bytes.get(at + 4);
            String name = abbreviation(names, bytes.get(at + 5) & 0xff);
            at += TzifHeader.TYPE_BYTES;
            if (offset < Timeline.MIN_OFFSET
                    || offset > Timeline.MAX_OFFSET
                    || (daylight | 1) != 1
                    || !Abbreviations.isValid(name)) {
                return Optional.empty();
            }
            types[i] = new LocalType(offset, daylight == 1, name);
        }
        return Optional.of(types);
    }

    /** The abbreviation that begins at {@code index}, up to its NUL; empty if it has none. */
    private String abbreviation(int names, int index) {
        int end = index;
        while (end < header.charCount() && bytes.get(names + end) != 0) {
            end++;
        }
        return end < header.charCount() ? text(names + index, names + end) : "";
    }

    private String text(int from, int to) {
        var text = new byte[to - from];
        bytes.get(from, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private TzifResult withFooter(long[] times, byte[] typeOfTime, LocalType[] types, int end) {
        var timeline = new TimelineBuilder(types[0]);
        for (int i = 0; i < times.length; i++) {
            timeline.add(times[i], types[typeOfTime[i] & 0xff]);
        }
        if (timeSize == 4) {
            return new TzifResult.Rules(timeline.build());
        }
        int last = bytes.limit() - 1;
        if (last <= end || bytes.get(end) != '\n' || bytes.get(last) != '\n') {
            return new TzifResult.Refused("no footer");
        }
        if (last == end + 1) {
            return new TzifResult.Rules(timeline.build());
        }
        Optional<PosixRule> rule = PosixRuleParser.parse(text(end + 1, last));
        if (rule.isEmpty()) {
            return new TzifResult.Refused("bad rule in the footer");
        }
        return times.length == 0 // then only the footer counts (RFC 9636 section 3.2)
                ? new TzifResult.Rules(rule.get().forEver())
                : continued(timeline, times[times.length - 1], rule.get());
    }

    private static TzifResult continued(TimelineBuilder timeline, long last, PosixRule rule) {
        return rule.typeAt(last).equals(timeline.last())
                ? new TzifResult.Rules(rule.continued(timeline, last))
                : new TzifResult.Refused("the footer contradicts the last transition");
    }
}
