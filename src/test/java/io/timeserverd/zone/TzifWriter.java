package io.timeserverd.zone;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes TZif files for tests. It checks nothing, so that they may have faults. */
final class TzifWriter {
    private record Type(int offset, int daylight, int name) {}

    private final List<Type> types = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final List<Integer> typeOfTime = new ArrayList<>();
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();
    private char version = '2';
    private int leapSeconds;
    private String footer = "";

    TzifWriter type(int offsetSeconds, boolean daylight, String abbreviation) {
        return type(offsetSeconds, daylight ? 1 : 0, abbreviation);
    }

    TzifWriter type(int offsetSeconds, int daylight, String abbreviation) {
        types.add(new Type(offsetSeconds, daylight, names.size()));
        names.writeBytes((abbreviation + "\0").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    TzifWriter transition(long epochSecond, int type) {
        times.add(epochSecond);
        typeOfTime.add(type);
        return this;
    }

    TzifWriter footer(String rule) {
        footer = rule;
        return this;
    }

    TzifWriter version(char digit) {
        version = digit;
        return this;
    }

    TzifWriter leapSeconds(int count) {
        leapSeconds = count;
        return this;
    }

    /** The file in version 2 or later, with an empty 32-bit block. */
    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new TzifWriter().version(version).type(0, 0, "").block(4));
        out.writeBytes(block(8));
        out.writeBytes(("\n" + footer + "\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** The file in version 1. */
    byte[] version1() {
        version = 0;
        return block(4);
    }

    private byte[] block(int timeSize) {
        var out = ByteBuffer.allocate(100_000);
        out.put("TZif".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put(new byte[15]);
        out.putInt(0)
                .putInt(0)
                .putInt(leapSeconds)
                .putInt(times.size())
                .putInt(types.size())
                .putInt(names.size());
        for (long time : times) {
            if (timeSize == 4) {
                out.putInt((int) time);
            } else {
                out.putLong(time);
            }
        }
        typeOfTime.forEach(type -> out.put(type.byteValue()));
        types.forEach(type -> out.putInt(type.offset).put((byte) type.daylight).put((byte) type.name));
        out.put(names.toByteArray()).put(new byte[leapSeconds * (timeSize + 4)]);
        return Arrays.copyOf(out.array(), out.position());
    }
}
