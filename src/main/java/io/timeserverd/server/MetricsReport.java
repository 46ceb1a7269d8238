package io.timeserverd.server;

import io.timeserverd.clock.ClockFacts;
import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.Reading;
import io.timeserverd.journal.Journal;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.protocol.Exchange;
import io.timeserverd.protocol.Output;
import io.timeserverd.protocol.Status;
import io.timeserverd.server.MemoryAccount.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Writes {@code /metrics}: the counters of all parts of the daemon, for Prometheus. No label has a value that a client can choose. */
final class MetricsReport {
    private final EventLoop loop;
    private final Journal journal;
    private final Counters counters;
    private final MemoryAccount memory;
    private final Function<Exchange, Status> status;
    private final Map<String, Outcomes> outcomes;

    /**
     * @param status makes the status, with the facts about the clock and the releases
     * @param outcomes the outcomes of requests, by listener
     */
    MetricsReport(
            EventLoop loop,
            Journal journal,
            Counters counters,
            MemoryAccount memory,
            Function<Exchange, Status> status,
            Map<String, Outcomes> outcomes) {
        this.loop = loop;
        this.journal = journal;
        this.counters = counters;
        this.memory = memory;
        this.status = status;
        this.outcomes = outcomes;
    }

    void put(Exchange exchange, Output out) {
        var text = new PrometheusText(out);
        Status now = status.apply(exchange);
        text.gauge("info", "Releases of the program and of its data.")
                .sample(
                        1,
                        "version",
                        now.version(),
                        "zones",
                        now.zoneRelease(),
                        "zones_source",
                        now.zoneSource(),
                        "places",
                        now.placeRelease());
        text.gauge("uptime_seconds", "Time since the daemon started.").sample(now.uptimeSeconds());
        connections(text);
        requests(text);
        text.histogram("turn_seconds", "Time that turns of the loop took.", loop.turnTimes());
        text.histogram(
                "answer_seconds", "Time from a request's arrival to the sending of its reply.", counters.answerTimes);
        journal(text);
        clock(now.source(), exchange.reading, text);
        memory(text);
    }

    private void connections(PrometheusText text) {
        text.counter("connections_accepted", "Connections that were accepted.").sample(counters.accepted);
        text.counter("connections_served", "Connections that ended with all replies sent.")
                .sample(counters.served);
        text.counter("connections_refused", "Connections that were refused.");
        for (Counters.Refused reason : Counters.Refused.values()) {
            text.sample(counters.count(reason), "reason", Counters.word(reason));
        }
        text.counter("connections_failed", "Connections that broke or were closed before they were served.");
        for (Counters.Failed reason : Counters.Failed.values()) {
            text.sample(counters.count(reason), "reason", Counters.word(reason));
        }
        text.gauge("connections_open", "Connections that are open now.").sample(counters.open);
    }

    private void requests(PrometheusText text) {
        text.counter("requests", "Requests that were answered, by listener and outcome.");
        outcomes.forEach((listener, each) ->
                each.named().forEach((outcome, count) -> text.sample(count, "listener", listener, "outcome", outcome)));
        text.counter("requests_unrecorded", "Requests for files of the page, and checks by proxies.")
                .sample(counters.unrecorded);
        text.counter("requests_rate_limited", "Requests that were refused for their rate.")
                .sample(counters.rateLimited);
    }

    private void journal(PrometheusText text) {
        Journal.Status written = journal.status();
        text.counter("journal_records", "Requests that have a record of their own.")
                .sample(written.journalled());
        text.counter("journal_summarised", "Requests that a summary stands for.")
                .sample(written.summarised());
        text.counter("journal_lost", "Requests whose record was lost.").sample(written.lost());
        text.counter("journal_deleted_records", "Records that retention deleted.")
                .sample(written.deletedRecords());
        text.gauge("journal_bytes", "Size of the journal on the disk.").sample(written.bytes());
        text.gauge("journal_segments", "Files of the journal.").sample(written.segments());
        text.gauge("journal_aside_files", "Files that could not be read and stand aside.")
                .sample(written.aside());
        text.gauge("journal_oldest_record", "Id of the oldest record, 0 for none.")
                .sample(written.firstId());
        text.gauge("journal_newest_record", "Id of the newest record, 0 for none.")
                .sample(written.lastId());
        text.gauge("journal_longest_write_seconds", "The longest write of a commit since the start.")
                .seconds(written.longestWriteNs());
        text.gauge("journal_failing", "Whether requests cannot be journalled now.")
                .sample(written.problem().isEmpty() ? 0 : 1);
    }

    private static void clock(ClockFacts facts, Reading reading, PrometheusText text) {
        text.gauge("clock_state", "1 for the state that the reference clock is in.");
        for (ClockState state : ClockState.values()) {
            text.sample(state == reading.state() ? 1 : 0, "state", state.text());
        }
        if (facts.offsetNs().isPresent()) {
            text.gauge("clock_offset_seconds", "True time minus the host's clock.")
                    .seconds(facts.offsetNs().getAsLong());
        }
        if (reading.errorBoundNs() != Reading.UNKNOWN) {
            text.gauge("clock_error_bound_seconds", "The largest distance of the reference clock to true time.")
                    .seconds(reading.errorBoundNs());
        }
        text.gauge("clock_stratum", "NTP stratum of the replies, 0 when unknown.")
                .sample(reading.stratum());
        text.counter("clock_steps", "Steps of the reference clock.").sample(facts.steps());
        text.counter("host_clock_steps", "Steps of the host's clock.").sample(facts.hostSteps());
        if (!facts.servers().isEmpty()) {
            sources(facts, text);
        }
    }

    private static void sources(ClockFacts facts, PrometheusText text) {
        text.gauge("source_reachable", "Whether an NTP server was heard lately, with its problem if it has one.");
        for (ClockFacts.Server server : facts.servers()) {
            text.sample(server.reach() == 0 ? 0 : 1, "source", server.address(), "problem", server.problem());
        }
        text.gauge("source_selected", "Whether an NTP server is followed.");
        for (ClockFacts.Server server : facts.servers()) {
            boolean followed = server.mark() == '*' || server.mark() == '+';
            text.sample(followed ? 1 : 0, "source", server.address());
        }
        text.gauge("source_offset_seconds", "An NTP server's time minus the reference clock's.");
        for (ClockFacts.Server server : facts.servers()) {
            if (server.measured()) {
                text.seconds(server.offsetNs(), "source", server.address());
            }
        }
        text.gauge("source_delay_seconds", "Round trip to an NTP server.");
        for (ClockFacts.Server server : facts.servers()) {
            if (server.measured()) {
                text.seconds(server.delayNs(), "source", server.address());
            }
        }
    }

    private void memory(PrometheusText text) {
        text.gauge("memory_held_bytes", "Memory that is held for clients.");
        for (Kind kind : Kind.values()) {
            text.sample(memory.held(kind), "kind", kind.name().toLowerCase(Locale.ROOT));
        }
        var runtime = Runtime.getRuntime();
        text.gauge("heap_used_bytes", "Used heap of the Java virtual machine.")
                .sample(runtime.totalMemory() - runtime.freeMemory());
        text.gauge("heap_limit_bytes", "Largest heap of the Java virtual machine.")
                .sample(runtime.maxMemory());
    }
}
