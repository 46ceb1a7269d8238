package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.sums.IsoTime;
import io.timeserverd.admin.sums.Units;
import io.timeserverd.log.Escape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Prints the state of a daemon for people: first what is wrong, then groups of values in readable units. */
final class StatusPage {
    private static final String BOLD = "\033[1m";
    private static final String RED = "\033[31m";
    private static final String PLAIN = "\033[0m";
    private static final String UNKNOWN = "not known";
    private static final String INDENT = "  ";
    private static final int LABEL_COLUMNS = 24;

    /** The least width of a value, however narrow the terminal is. */
    private static final int LEAST_COLUMNS = 20;

    private static final int NS_PER_US = 1000;

    private final TableStyle style;
    private final Terminal terminal;
    private final DisplayZone zone;
    private final ServiceState state;

    /** @param zone the zone of the times to show */
    StatusPage(TableStyle style, DisplayZone zone, ServiceState state) {
        this.style = style;
        this.zone = zone;
        this.terminal = style.terminal();
        this.state = state;
    }

    void print() {
        state.daemon().ifPresentOrElse(status -> title(), () -> line(RED, "The daemon does not run."));
        List<String> warnings = state.warnings();
        if (!warnings.isEmpty()) {
            heading("Warnings");
            warnings.forEach(warning -> wrapped(RED, INDENT, warning));
        }
        if (state.answers()) {
            clock();
            connections();
            requests();
        }
        journal();
        if (state.answers()) {
            memory();
            rules();
            others();
        }
    }

    private void title() {
        line(
                BOLD,
                "timeserverd " + Escape.text(state.text(StatusField.VERSION).orElse("")) + ", running for "
                        + amount(StatusField.UPTIME, s -> Units.length(Duration.ofSeconds(s))));
    }

    private void clock() {
        heading("Clock");
        row("State", state.text(StatusField.STATE).orElse(UNKNOWN));
        row("Error bound", amount(StatusField.ERROR_BOUND, Units::rough));
        row(
                "Source",
                state.text(StatusField.CLOCK).orElse(UNKNOWN)
                        + state.text(StatusField.VOUCHED_BY)
                                .map(program -> ", vouched for by " + program)
                                .orElse(""));
        row("Host's clock", amount(StatusField.OFFSET, StatusPage::slowOrFast));
        row("Stratum", amount(StatusField.STRATUM, Long::toString));
        row("Leap second", leap());
        row("Steps", amount(StatusField.CLOCK_STEPS, Units::count));
        row("Steps of host's clock", amount(StatusField.HOST_STEPS, Units::count));
        ClockServers servers = state.daemon().orElseThrow().servers();
        if (!servers.rows().isEmpty()) {
            heading("Servers of the clock");
            servers.print(style);
        }
    }

    /** @param ns true time minus that of the host's clock */
    private static String slowOrFast(long ns) {
        return ns == 0 ? "right" : Units.rough(Math.abs(ns)) + (ns > 0 ? " slow" : " fast");
    }

    private String leap() {
        String announced = state.text(StatusField.LEAP).orElse(UNKNOWN);
        return state.text(StatusField.LEAP_SECOND)
                .map(when -> announced + " at " + when)
                .orElse(announced.equals("none") ? "none announced" : announced);
    }

    private void connections() {
        heading("Connections");
        row("Open", of(StatusField.OPEN, StatusField.CONNECTIONS_LIMIT, Units::count));
        row("Accepted", amount(StatusField.ACCEPTED, Units::count));
        row("Served", amount(StatusField.SERVED, Units::count));
        row("Refused", byReason(StatusField.REFUSED));
        row("Failed", byReason(StatusField.FAILED));
        state.number(StatusField.DESCRIPTORS_LIMIT).ifPresent(limit -> row("Descriptors at most", Units.count(limit)));
        rowUnlessZero("Pauses of accepting", StatusField.ACCEPT_PAUSES, Units::count);
    }

    private String byReason(String beginning) {
        Map<String, Long> counts = state.daemon().orElseThrow().counts(beginning);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return "0";
        }
        return counts.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> each.getKey().replace('-', ' ') + " " + Units.count(each.getValue()))
                .collect(Collectors.joining(", ", Units.count(all) + ": ", ""));
    }

    private void requests() {
        heading("Requests");
        DaemonStatus status = state.daemon().orElseThrow();
        long answered = status.count(StatusField.ANSWERED);
        row("Answered", amount(StatusField.ANSWERED, Units::count));
        row(
                "Errors among them",
                amount(
                        StatusField.ERRORS,
                        errors -> Units.count(errors)
                                + (answered == 0 ? "" : " (" + Units.share(errors, answered) + ")")));
        row("Journalled", amount(StatusField.JOURNALLED, Units::count));
        rowUnlessZero("In summaries", StatusField.SUMMARISED, Units::count);
        rowUnlessZero("Lost", StatusField.LOST, Units::count);
        rowUnlessZero("Not recorded", StatusField.UNRECORDED, Units::count);
        rowUnlessZero("Over their quota", StatusField.RATE_LIMITED, Units::count);
        row(
                "Turns",
                amount(StatusField.TURNS, Units::count) + ": half within "
                        + amount(StatusField.TURN_P50, StatusPage::microseconds) + ", 99 % within "
                        + amount(StatusField.TURN_P99, StatusPage::microseconds) + ", the longest "
                        + amount(StatusField.TURN_MAX, StatusPage::microseconds));
    }

    private void journal() {
        heading("Journal");
        if (state.answers()) {
            row("State", state.text(StatusField.JOURNAL).orElse("ok"));
        }
        row("Directory", state.room().directory().toString());
        row(
                "Size",
                amount(StatusField.JOURNAL_BYTES, Units::bytes) + " of at most "
                        + Units.bytes(state.room().maxBytes()) + ", in "
                        + amount(StatusField.JOURNAL_SEGMENTS, count -> Units.count(count, "segment")));
        row(
                "Free on its disk",
                state.room().freeBytes().stream()
                        .mapToObj(Units::bytes)
                        .findFirst()
                        .orElse(UNKNOWN));
        state.holding().ifPresent(this::holding);
        if (state.answers()) {
            row("Longest write", amount(StatusField.JOURNAL_WRITE_MAX, StatusPage::microseconds));
            row(
                    "Deleted",
                    amount(StatusField.JOURNAL_DELETED_RECORDS, count -> Units.count(count, "record")) + " in "
                            + amount(StatusField.JOURNAL_DELETED_SEGMENTS, count -> Units.count(count, "segment")));
            rowUnlessZero("Set aside", StatusField.JOURNAL_ASIDE, count -> Units.count(count, "file"));
            rowUnlessZero("Ends cut off at start", StatusField.JOURNAL_TORN, Units::count);
            rowUnlessZero("To be converted", StatusField.JOURNAL_TO_CONVERT, count -> Units.count(count, "segment"));
        }
    }

    private void holding(JournalHolding holding) {
        row("Records", Units.count(holding.records()));
        var time = new IsoTime(IsoTime.MILLISECONDS, zone);
        holding.range().ifPresent(range -> {
            row("Ids", range.firstId() + " to " + range.lastId());
            row("Times", time.text(range.earliest()) + " to " + time.text(range.latest()));
        });
    }

    private void memory() {
        heading("Memory held for clients");
        row("Input not answered", amount(StatusField.HELD_INPUT, Units::bytes));
        row("Replies not sent", amount(StatusField.HELD_REPLIES, Units::bytes));
        row("Replies in the kernel", amount(StatusField.HELD_KERNEL, Units::bytes));
    }

    private void rules() {
        heading("Zones and places");
        row(
                "Zone rules",
                state.text(StatusField.ZONE_RELEASE).orElse(UNKNOWN)
                        + state.text(StatusField.ZONE_SOURCE)
                                .map(source -> " from " + source)
                                .orElse(""));
        row("Places", state.text(StatusField.PLACE_RELEASE).orElse(UNKNOWN));
    }

    private void others() {
        Map<String, String> others = state.daemon().orElseThrow().others();
        if (!others.isEmpty()) {
            heading("Others");
            others.forEach(this::row);
        }
    }

    private static String microseconds(long us) {
        return Units.rough(us * NS_PER_US);
    }

    private String amount(StatusField field, LongFunction<String> words) {
        return state.number(field).stream().mapToObj(words).findFirst().orElse(UNKNOWN);
    }

    private String of(StatusField part, StatusField limit, LongFunction<String> words) {
        return amount(part, words) + " of at most " + amount(limit, words);
    }

    private void rowUnlessZero(String label, StatusField field, LongFunction<String> words) {
        if (state.number(field).orElse(0) > 0) {
            row(label, amount(field, words));
        }
    }

    private void heading(String text) {
        terminal.out().print('\n');
        line(BOLD, text);
    }

    private void row(String label, String value) {
        String name = Escape.text(label);
        String padding = " ".repeat(Math.max(1, LABEL_COLUMNS - name.length()));
        wrapped("", INDENT + name + padding, value);
    }

    /** Prints a text in several lines if it is long. All lines begin in the same column. */
    private void wrapped(String colour, String before, String text) {
        int cells = Math.max(LEAST_COLUMNS, style.columns() - before.length());
        String start = before;
        for (String each : WrappedText.lines(Escape.text(text, Integer.MAX_VALUE), cells)) {
            line(colour, start + each);
            start = " ".repeat(before.length());
        }
    }

    private void line(String colour, String text) {
        terminal.out().print(terminal.colour() && !colour.isEmpty() ? colour + text + PLAIN : text);
        terminal.out().print('\n');
    }
}
