package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.web.NoResultsException;
import io.timeserverd.cli.UsageMessage;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Query;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The parameters of a request of the console, which say what records it wants. They have the names and values of the
 * {@link Filters}. Two more are ids: {@code after} selects records with greater ids, {@code before} those with smaller
 * ones.
 */
final class ViewParameters {
    private static final String AFTER = "after";
    private static final String BEFORE = "before";

    private ViewParameters() {}

    /**
     * The query that the parameters mean, oldest first and without a limit.
     *
     * @throws NoResultsException if the parameters make no sense
     */
    static Query query(Map<String, List<String>> parameters, Instant now, Settings settings) throws NoResultsException {
        var options = new HashMap<>(parameters);
        Optional<String> after = last(options.remove(AFTER));
        Optional<String> before = last(options.remove(BEFORE));
        Query query = filters(options).query(now, DisplayZone.UTC, settings);
        try {
            if (after.isPresent()) {
                query = query.withFromId(Math.addExact(Long.parseLong(after.get()), 1));
            }
            return before.isPresent() ? query.withEndId(Long.parseLong(before.get())) : query;
        } catch (NumberFormatException | ArithmeticException e) {
            throw new NoResultsException("after and before must be ids of records");
        }
    }

    private static Optional<String> last(List<String> values) {
        return Optional.ofNullable(values).map(all -> all.get(all.size() - 1));
    }

    private static Filters filters(Map<String, List<String>> options) throws NoResultsException {
        var filters = new Filters();
        String[] args = options.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(value -> "--" + each.getKey() + "=" + value))
                .toArray(String[]::new);
        try {
            new CommandLine(filters).setExpandAtFiles(false).parseArgs(args);
        } catch (ParameterException e) {
            throw new NoResultsException(UsageMessage.problem(e, args));
        }
        return filters;
    }
}
