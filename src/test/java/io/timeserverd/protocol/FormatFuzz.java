package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.timeserverd.place.Place;
import io.timeserverd.place.Places;
import io.timeserverd.place.Resolution;
import io.timeserverd.zone.JvmZones;
import io.timeserverd.zone.ZoneSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Every format is refused, or writes any instant in any zone as a bounded text. */
public final class FormatFuzz {
    /** 256 characters of three bytes each, none of which prints more than the width of a field. */
    private static final int LONGEST = 16 * 1024;

    private static final ZoneSet ZONES = new JvmZones();
    private static final Place PLACE = ((Resolution.Found) Places.load().resolve("America/St_Johns", ZONES)).place();
    private static final List<Instant> INSTANTS = List.of(
            Instant.ofEpochSecond(Answer.MIN_EPOCH_SECOND),
            Instant.EPOCH,
            Instant.parse("2026-11-22T12:38:34.123456789Z"),
            Instant.ofEpochSecond(Answer.MAX_EPOCH_SECOND, 999_999_999));

    private FormatFuzz() {}

    /**
     * Tries one input.
     *
     * @param input what follows a {@code +}
     */
    public static void fuzzerTestOneInput(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        if (!(Format.parse(text) instanceof Format.Valid valid)
                || valid.format().text().equals("json")) {
            return; // the state of the service, which a format has no bound on
        }
        for (Instant instant : INSTANTS) {
            var out = new Output();
            valid.format().render(new Answer(instant, PLACE, () -> null), out);
            assertTrue(out.length() <= LONGEST, () -> out.length() + " bytes of " + text);
            String once = out.toString();
            out.clear();
            valid.format().render(new Answer(instant, PLACE, () -> null), out);
            assertEquals(once, out.toString());
        }
    }
}
