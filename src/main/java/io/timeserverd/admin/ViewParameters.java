package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.admin.web.NoResultsException;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.Query;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Which records a page of the console shows. Its parameters have the names and values of the options that are {@link Filters};
 * {@code after} and {@code before} are ids, for records behind and before those that it shows already.
 */
final class ViewParameters {
    private static final String AFTER = "after";
    private static final String BEFORE = "before";

    private ViewParameters() {}

    /**
     * The query that they mean, oldest first and without a limit.
     *
     * @throws NoResultsException when they make no sense
     */
    static Query query(Map<String, String> parameters, Instant now, Settings settings) throws NoResultsException {
        var options = new HashMap<>(parameters);
        var after = Optional.ofNullable(options.remove(AFTER));
        var before = Optional.ofNullable(options.remove(BEFORE));
        try {
            var query = filters(options).query(now, DisplayZone.UTC, settings);
            if (after.isPresent()) {
                query = query.withFromId(Math.addExact(Long.parseLong(after.get()), 1));
            }
            return before.isPresent() ? query.withEndId(Long.parseLong(before.get())) : query;
        } catch (ParameterException e) {
            throw new NoResultsException(e.getMessage());
        } catch (NumberFormatException | ArithmeticException e) {
            throw new NoResultsException("after and before are numbers of records");
        }
    }

    private static Filters filters(Map<String, String> options) {
        var filters = new Filters();
        var args = options.entrySet().stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                .toArray(String[]::new);
        new CommandLine(filters).setExpandAtFiles(false).parseArgs(args);
        return filters;
    }
}
