package io.timeserverd.protocol;

import io.timeserverd.zone.LocalInstants;
import io.timeserverd.zone.LocalType;
import io.timeserverd.zone.Transition;
import io.timeserverd.zone.TzString;
import io.timeserverd.zone.Zone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A zone for tests with the JVM's rules.
 *
 * @param abbreviations by offset in seconds; other offsets are abbreviated by their seconds
 */
record RulesZone(String id, ZoneRules rules, Map<Integer, String> abbreviations) implements Zone {
    static final Zone PARIS = of("Europe/Paris", Map.of(561, "LMT", 3600, "CET", 7200, "CEST"));
    static final Zone UTC = of("Etc/UTC", Map.of(0, "UTC"));
    static final Zone MONROVIA = of("Africa/Monrovia", Map.of(-2588, "LMT", -2670, "MMT", 0, "GMT"));

    static Zone of(String id, Map<Integer, String> abbreviations) {
        return new RulesZone(id, ZoneId.of(id).getRules(), abbreviations);
    }

    @Override
    public int heapBytes() {
        return 0;
    }

    @Override
    public LocalType typeAt(long epochSecond) {
        var instant = Instant.ofEpochSecond(epochSecond);
        int offset = rules.getOffset(instant).getTotalSeconds();
        return new LocalType(
                offset, rules.isDaylightSavings(instant), abbreviations.getOrDefault(offset, Integer.toString(offset)));
    }

    @Override
    public Optional<Transition> next(long epochSecond) {
        return Optional.ofNullable(rules.nextTransition(Instant.ofEpochSecond(epochSecond)))
                .map(this::transition);
    }

    @Override
    public Optional<Transition> previous(long epochSecond) {
        return Optional.ofNullable(rules.previousTransition(Instant.ofEpochSecond(epochSecond + 1)))
                .map(this::transition);
    }

    private Transition transition(ZoneOffsetTransition transition) {
        long second = transition.toEpochSecond();
        return new Transition(second, typeAt(second - 1), typeAt(second));
    }

    @Override
    public LocalInstants instantsOf(LocalDateTime local) {
        throw new UnsupportedOperationException("formats do not need it");
    }

    /** The string of Paris, until the next change; none for a zone without changes. */
    @Override
    public Optional<TzString> tzString(long epochSecond) {
        return next(epochSecond)
                .map(next -> new TzString("CET-1CEST,M3.5.0,M10.5.0/3", OptionalLong.of(next.epochSecond())));
    }
}
