package io.timeserverd.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The pieces of a request's way, each alone: time, and bytes allocated. JMH's own report is {@code pieces.txt}. */
final class Pieces {
    private static final List<Class<?>> BENCHMARKS =
            List.of(AnswerBenchmark.class, PlacesBenchmark.class, JournalBenchmark.class, TurnBenchmark.class);

    private final Lab lab;

    Pieces(Lab lab) {
        this.lab = lab;
    }

    void run() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .addProfiler(GCProfiler.class)
                .forks(1)
                .jvmArgs("-XX:+UseSerialGC", "-Xms64m", "-Xmx64m", "-Djava.io.tmpdir=" + lab.work())
                .warmupIterations(lab.plan().rounds())
                .measurementIterations(lab.plan().rounds())
                .warmupTime(TimeValue.nanoseconds(lab.plan().pieceNs()))
                .measurementTime(TimeValue.nanoseconds(lab.plan().pieceNs()))
                .timeUnit(TimeUnit.NANOSECONDS)
                .shouldFailOnError(true)
                .output(lab.results().resolve("pieces.txt").toString());
        BENCHMARKS.forEach(each -> options.include("\\." + each.getSimpleName() + "\\."));
        for (RunResult result : new Runner(options.build()).run()) {
            row(result);
        }
    }

    private void row(RunResult result) {
        var iterations = new Series();
        result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .forEach(each -> iterations.add(each.getPrimaryResult().getScore()));
        double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
        lab.table()
                .detail(
                        "piece: " + name(result) + ", ns and bytes allocated",
                        iterations + " and " + String.format(Locale.ROOT, "%,.1f", bytes),
                        "");
    }

    /** The method's name in words, and the parameter's value. */
    private static String name(RunResult result) {
        String method = result.getPrimaryResult().getLabel();
        String words =
                String.join(" ", Arrays.asList(method.split("(?=[A-Z])", -1))).toLowerCase(Locale.ROOT);
        BenchmarkParams parameters = result.getParams();
        for (String key : parameters.getParamsKeys()) {
            words += " " + parameters.getParam(key);
        }
        return words;
    }
}
