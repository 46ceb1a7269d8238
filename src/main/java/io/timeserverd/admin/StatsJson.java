package io.timeserverd.admin;

import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.admin.sums.Rate;
import io.timeserverd.admin.sums.Tally;
import io.timeserverd.admin.sums.Totals;
import io.timeserverd.clock.Durations;
import io.timeserverd.protocol.Json;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes the sums of stats as members of a JSON object, with null for what is not known. */
final class StatsJson {
    private final Json object;
    private final IsoTime time = new IsoTime(IsoTime.NANOSECONDS);

    /** @param object gets the members */
    StatsJson(Json object) {
        this.object = object;
    }

    void put(Totals totals, Rate rate) {
        boolean any = totals.requests() > 0;
        object.put("records", totals.records()).put("requests", totals.requests());
        object.put("first", any ? Optional.of(time.text(totals.first())) : Optional.empty());
        object.put("last", any ? Optional.of(time.text(totals.last())) : Optional.empty());
        object.put("clients", totals.clientsIfExact());
        object.put("errors", totals.errors());
        put("outcomes", totals.outcomes());
        put("clock_states", totals.clockStates());
        putBounds(totals.bounds());
        object.put("interval_s", any ? OptionalLong.of(rate.lengthSeconds()) : OptionalLong.empty());
        object.openArray("rate");
        for (Rate.Stretch each : rate.stretches()) {
            object.openElement()
                    .put("start", each.start().toString())
                    .put("requests", each.requests())
                    .put("errors", each.errors())
                    .close();
        }
        object.closeArray();
    }

    private void put(String key, Tally counts) {
        object.open(key);
        counts.most(Long.MAX_VALUE).forEach(each -> object.put(each.key(), each.count()));
        object.close();
    }

    private void putBounds(Durations bounds) {
        if (bounds.count() == 0) {
            object.putNull("error_bound_ns");
            return;
        }
        object.open("error_bound_ns");
        Totals.BOUND_PERCENTILES.forEach(percent -> object.put("p" + percent, bounds.withinNs(percent / 100.0)));
        object.put("max", bounds.longestNs()).close();
    }
}
