package io.timeserverd.place;

import io.timeserverd.zone.Offsets;
import io.timeserverd.zone.ZoneSet;
import java.util.List;

/** The directory that knows no place but zones by their ids, and offsets. */
public final class ZonePlaces implements Places {
    @Override
    public Resolution resolve(String text, ZoneSet zones) {
        return Offsets.parse(text)
                .or(() -> zones.find(text))
                .<Resolution>map(zone -> new Resolution.Found(Place.ofZone(zone)))
                .orElseGet(() -> new Resolution.Unknown(List.of()));
    }

    @Override
    public String release() {
        return "none";
    }
}
