package io.timeserverd.admin.report;

import io.timeserverd.admin.sums.Units;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Writes the whole report as one page of HTML. */
public final class ReportPage {
    private static final String STYLE = "report.css";

    /** The browser loads nothing, even if a client managed to send markup. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private ReportPage() {}

    public static String of(ReportHead head, Figures figures, Check check, List<DaemonNow> daemons) {
        var html = new Html();
        html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.tag("meta", "charset", "utf-8");
        html.tag("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.tag("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.tag("link", "rel", "icon", "href", "data:,");
        html.element("title", title(head, figures));
        html.open("style").markup(style()).close().close();
        html.open("body").open("main");
        writeHead(html, head, figures);
        SummaryPart.write(html, head, figures, check, daemons);
        ClockPart.write(html, figures);
        AvailabilityPart.write(html, figures, daemons);
        RequestsPart.write(html, figures);
        ReleasesPart.write(html, figures);
        JournalPart.write(html, figures, check);
        ChainPart.write(html, check);
        DaemonPart.write(html, head, daemons);
        html.close().close().close();
        return html.toString();
    }

    private static String title(ReportHead head, Figures figures) {
        return "Time service report, " + head.host() + ", "
                + Units.minute(figures.span().from()) + " to "
                + Units.minute(figures.span().to());
    }

    private static String period(Span span) {
        boolean whole = span.from().getEpochSecond() % 60 == 0 && span.to().getEpochSecond() % 60 == 0;
        return whole
                ? Units.minute(span.from()) + " to " + Units.minute(span.to())
                : Units.second(span.from()) + " to " + Units.second(span.to());
    }

    private static String style() {
        try (InputStream in = ReportPage.class.getResourceAsStream(STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is in the same jar
        }
    }

    private static void writeHead(Html html, ReportHead head, Figures figures) {
        html.open("header").element("p", "Time service report", "class", "kind");
        html.element("h1", head.host());
        html.element("p", period(figures.span()) + " UTC", "class", "period");
        html.open("dl");
        var instances = String.join(
                ", ",
                figures.histories().stream()
                        .map(JournalHistory::instance)
                        .filter(name -> !name.isEmpty())
                        .toList());
        if (!instances.isEmpty()) {
            entry(html, "Instances", instances);
        }
        entry(
                html,
                "Journal",
                String.join(", ", head.journals().stream().map(Path::toString).toList()));
        entry(
                html,
                "Period",
                "from " + Units.time(figures.span().from()) + " until before "
                        + Units.time(figures.span().to()) + " ("
                        + Units.length(figures.span().length()) + ")");
        entry(html, "Made", Units.time(head.made()) + " by " + head.program());
        html.element("dt", "Command")
                .open("dd")
                .element("code", head.commandLine())
                .close();
        html.close()
                .element(
                        "p",
                        "All times are UTC, as the service's own clock read them. A record is of a request that was answered,"
                                + " and has the state and the error bound of the clock at that moment.",
                        "class",
                        "note");
        html.close();
    }

    private static void entry(Html html, String name, String value) {
        html.element("dt", name).element("dd", value);
    }
}
