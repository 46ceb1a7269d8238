package io.timeserverd.zone;

import java.time.Instant;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

/**
 * Makes a timeline from the JVM's rules for a zone. The JVM has no changes that leave the offset as it is. An abbreviation of
 * the JVM is used only if the database uses it, too; otherwise the abbreviation is numeric, because the JVM invents some and
 * has only those of today.
 */
final class JvmTimeline {
    private static final int QUARTER_HOUR_SECONDS = 900;
    private static final int DAY_SECONDS = 86_400;

    /** Any year without February 29. */
    private static final int COMMON_YEAR = 2026;

    private final TimeZone names;
    private final ZoneRules rules;

    /** One object for each type: hundreds of transitions share a few types. */
    private final Map<LocalType, LocalType> types = new HashMap<>();

    private JvmTimeline(String id) {
        this.names = TimeZone.getTimeZone(id);
        this.rules = ZoneRulesProvider.getRules(id, false);
    }

    /** The timeline of a zone that {@link ZoneRulesProvider} has. */
    static Timeline of(String id) {
        return new JvmTimeline(id).timeline();
    }

    private Timeline timeline() {
        List<ZoneOffsetTransition> transitions = rules.getTransitions();
        if (transitions.isEmpty()) {
            return TimelineBuilder.constant(type(rules.getOffset(Instant.EPOCH), false));
        }
        ZoneOffset before = transitions.get(0).getOffsetBefore();
        // No law has ever set an offset like this: it is local mean time.
        boolean meanTime = before.getTotalSeconds() % QUARTER_HOUR_SECONDS != 0;
        LocalType first = meanTime
                ? new LocalType(before.getTotalSeconds(), false, "LMT")
                : type(before, rules.isDaylightSavings(Instant.MIN));
        var timeline = new TimelineBuilder(first);
        for (ZoneOffsetTransition transition : transitions) {
            boolean daylight = rules.isDaylightSavings(transition.getInstant());
            timeline.add(transition.toEpochSecond(), type(transition.getOffsetAfter(), daylight));
        }
        Optional<PosixRule> yearly = yearly(rules.getTransitionRules());
        return yearly.isPresent()
                ? yearly.get()
                        .continued(
                                timeline,
                                transitions.get(transitions.size() - 1).toEpochSecond())
                : timeline.build();
    }

    /** The two rules that repeat every year, if there are any: one begins daylight saving time, the other ends it. */
    private Optional<PosixRule> yearly(List<ZoneOffsetTransitionRule> repeated) {
        if (repeated.isEmpty()) {
            return Optional.empty();
        }
        boolean firstBegins = isDaylight(repeated.get(0));
        ZoneOffsetTransitionRule begins = repeated.get(firstBegins ? 0 : 1);
        ZoneOffsetTransitionRule ends = repeated.get(firstBegins ? 1 : 0);
        if (repeated.size() != 2 || !isDaylight(begins) || isDaylight(ends)) {
            throw new IllegalStateException(names.getID() + ": " + repeated);
        }
        return Optional.of(new PosixRule.Yearly(
                type(ends.getOffsetAfter(), false), type(begins.getOffsetAfter(), true), day(begins), day(ends)));
    }

    private static boolean isDaylight(ZoneOffsetTransitionRule rule) {
        return !rule.getOffsetAfter().equals(rule.getStandardOffset());
    }

    /** When {@code rule} changes the clocks, in the local time before the change. */
    private static YearDay day(ZoneOffsetTransitionRule rule) {
        int before = rule.getOffsetBefore().getTotalSeconds();
        int seconds =
                rule.isMidnightEndOfDay() ? DAY_SECONDS : rule.getLocalTime().toSecondOfDay();
        seconds += switch (rule.getTimeDefinition()) {
            case UTC -> before;
            case STANDARD -> before - rule.getStandardOffset().getTotalSeconds();
            case WALL -> 0;
        };
        Month month = rule.getMonth();
        int day = rule.getDayOfMonthIndicator();
        if (rule.getDayOfWeek() == null) {
            int dayOfYear = MonthDay.of(month, day).atYear(COMMON_YEAR).getDayOfYear();
            return new YearDay(YearDay.Kind.DAY_OF_COMMON_YEAR, 0, 0, dayOfYear, seconds);
        }
        int weekday = rule.getDayOfWeek().getValue() % 7;
        // Only the last weekday of a month can be named from its end. "On or after the 25th of October" means the same.
        if (day < 0 || (day == month.maxLength() - 6 && month != Month.FEBRUARY)) {
            return new YearDay(YearDay.Kind.WEEKDAY, month.getValue(), 5, weekday, seconds);
        }
        // The Friday on or after the 23rd is the day after the fourth Thursday.
        int daysAfter = (day - 1) % 7;
        return new YearDay(
                YearDay.Kind.WEEKDAY,
                month.getValue(),
                (day - 1) / 7 + 1,
                Math.floorMod(weekday - daysAfter, 7),
                seconds + daysAfter * DAY_SECONDS);
    }

    private LocalType type(ZoneOffset offset, boolean daylight) {
        int seconds = offset.getTotalSeconds();
        String number = Offsets.abbreviation(seconds);
        var named = new LocalType(seconds, daylight, names.getDisplayName(daylight, TimeZone.SHORT, Locale.ENGLISH));
        LocalType type = Abbreviations.isInUse(named) ? named : new LocalType(seconds, daylight, number);
        return types.computeIfAbsent(type, same -> same);
    }
}
