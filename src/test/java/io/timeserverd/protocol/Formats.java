package io.timeserverd.protocol;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.timeserverd.place.Place;
import io.timeserverd.zone.Zone;
import java.time.Instant;

/** Parses and renders formats for tests. */
final class Formats {
    private Formats() {}

    static Format valid(String text) {
        return assertInstanceOf(Format.Valid.class, Format.parse(text), text).format();
    }

    static String problem(String text) {
        return assertInstanceOf(Format.Invalid.class, Format.parse(text), text).problem();
    }

    static String render(String format, String instant, Zone zone) {
        return render(format, Instant.parse(instant), Place.ofZone(zone));
    }

    static String render(String format, Instant instant, Place place) {
        var out = new Output();
        valid(format).render(answer(instant, place), out);
        return out.toString();
    }

    static Answer answer(Instant instant, Place place) {
        return new Answer(instant, place, () -> {
            throw new AssertionError("only +json asks for the status");
        });
    }
}
