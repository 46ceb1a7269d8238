package io.timeserverd.zone;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;

/**
 * Makes a timeline of the JVM's rules for a zone. The JVM knows no change that leaves the offset as it is.
 * Abbreviations are the JVM's where the database uses them too. Others get the numeric form, because the JVM
 * invents some and has only those of today.
 */
final class JvmTimeline {
    /** The alphabetic abbreviations that tzdata has in use, each with the offset that it stands for. */
    private static final Set<String> IN_USE = Set.of(("ACDT+1030 ACST+0930 ADT-03 AEDT+11 AEST+10 AKDT-08 AKST-09"
                    + " AST-04 AWST+08 BST+01 CAT+02 CDT-04 CDT-05 CEST+02 CET+01 CST+08 CST-05 CST-06 ChST+10"
                    + " EAT+03 EDT-04 EEST+03 EET+02 EST-05 GMT+00 HDT-09 HKT+08 HST-10 IDT+03 IST+01 IST+02"
                    + " IST+0530 JST+09 KST+09 MDT-06 MSK+03 MST-07 NDT-0230 NST-0330 NZDT+13 NZST+12 PDT-07"
                    + " PKT+05 PST+08 PST-08 SAST+02 SST-11 UTC+00 WAT+01 WEST+01 WET+00 WIB+07 WIT+09 WITA+08")
            .split(" "));

    private static final int QUARTER_HOUR_SECONDS = 900;

    private final TimeZone names;
    private final ZoneRules rules;

    /** Each type that occurs, once: hundreds of transitions share a few. */
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
        var transitions = rules.getTransitions();
        if (transitions.isEmpty()) {
            return TimelineBuilder.constant(type(rules.getOffset(Instant.EPOCH), false));
        }
        var before = transitions.get(0).getOffsetBefore();
        // No law ever set such an offset: it is local mean time.
        boolean meanTime = before.getTotalSeconds() % QUARTER_HOUR_SECONDS != 0;
        var first = meanTime
                ? new LocalType(before.getTotalSeconds(), false, "LMT")
                : type(before, rules.isDaylightSavings(Instant.MIN));
        var timeline = new TimelineBuilder(first);
        for (var transition : transitions) {
            boolean daylight = rules.isDaylightSavings(transition.getInstant());
            timeline.add(transition.toEpochSecond(), type(transition.getOffsetAfter(), daylight));
        }
        return continued(timeline, transitions.get(transitions.size() - 1).toEpochSecond());
    }

    /**
     * The rules that repeat for ever, written out for one cycle after {@code from}. {@link ZoneRules} is not asked
     * about those years: it would keep the transitions of each.
     */
    private Timeline continued(TimelineBuilder timeline, long from) {
        int cycleStart = timeline.count();
        int firstYear = Instant.ofEpochSecond(from).atOffset(ZoneOffset.UTC).getYear();
        for (int year = firstYear; year <= firstYear + 401; year++) {
            for (var rule : rules.getTransitionRules()) {
                var transition = rule.createTransition(year);
                long at = transition.toEpochSecond();
                if (at > from && at <= from + Timeline.CYCLE_SECONDS) {
                    boolean daylight = !rule.getOffsetAfter().equals(rule.getStandardOffset());
                    timeline.add(at, type(transition.getOffsetAfter(), daylight));
                }
            }
        }
        return timeline.repeating(cycleStart, from);
    }

    private LocalType type(ZoneOffset offset, boolean daylight) {
        int seconds = offset.getTotalSeconds();
        var number = Offsets.abbreviation(seconds);
        var name = names.getDisplayName(daylight, TimeZone.SHORT, Locale.ENGLISH);
        var type = new LocalType(seconds, daylight, IN_USE.contains(name + number) ? name : number);
        return types.computeIfAbsent(type, same -> same);
    }
}
