package io.timeserverd.admin;

import static io.timeserverd.admin.TableColumn.left;
import static io.timeserverd.admin.TableColumn.right;

import io.timeserverd.conf.Cidr;
import io.timeserverd.journal.AddressRange;
import io.timeserverd.journal.ClientPruning;
import io.timeserverd.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Does the work of prune with {@code --client}. */
final class ClientPrune {
    private final TimeserverAdmin admin;
    private final TableStyle style;
    private final Cidr client;
    private final boolean dryRun;
    private final boolean yes;
    private final boolean json;
    private final ClientPruning pruning;

    ClientPrune(
            TimeserverAdmin admin,
            TableStyle style,
            Path journal,
            Cidr client,
            boolean dryRun,
            boolean yes,
            boolean json) {
        this.admin = admin;
        this.style = style;
        this.client = client;
        this.dryRun = dryRun;
        this.yes = yes;
        this.json = json;
        var range = new AddressRange(client.network(), client.prefix());
        this.pruning =
                new ClientPruning(journal, range, admin.surroundings().clock().instant());
    }

    int run() throws Failure, JournalException, IOException {
        List<ClientPruning.Found> found = pruning.find();
        print(found);
        List<ClientPruning.Found> removable =
                found.stream().filter(ClientPruning.Found::isRemovable).toList();
        if (removable.isEmpty()) {
            admin.terminal().complain("no sealed segment holds a record of " + client);
            requireNothingLeft(found);
            return Failure.NONE;
        }
        String what = records(count(removable)) + " of " + client + " from " + PruneCommand.segments(removable.size());
        if (dryRun) {
            admin.terminal().complain("would remove " + what);
            return Failure.NONE;
        }
        if (!yes && !PruneCommand.isConfirmed(admin, "Remove " + what)) {
            throw new Failure(Failure.FOUND, List.of("nothing was removed: the reply was not y"));
        }
        admin.terminal().complain("removed " + records(pruning.remove()) + " of " + client);
        requireNothingLeft(pruning.find());
        return Failure.NONE;
    }

    private void print(List<ClientPruning.Found> found) {
        if (json) {
            found.forEach(each -> SegmentJson.print(
                    admin.terminal(), SegmentTable.Checked.OUTLINE, each.segment(), OptionalLong.of(each.records())));
            return;
        }
        var table = new Table(style, List.of(left("STATE"), right("FIRST"), right("LAST"), right("RECORDS OF IT")));
        for (ClientPruning.Found each : found) {
            table.row(
                    each.segment().state().name().toLowerCase(Locale.ROOT),
                    Long.toString(each.segment().firstId()),
                    Long.toString(each.segment().lastId()),
                    Long.toString(each.records()));
        }
        table.flush();
    }

    private void requireNothingLeft(List<ClientPruning.Found> found) throws Failure {
        if (!found.isEmpty()) {
            throw new Failure(
                    Failure.FOUND,
                    List.of(records(count(found)) + " of " + client
                            + " are in a segment that is not sealed yet: run this again when it is"));
        }
    }

    private static long count(List<ClientPruning.Found> found) {
        return found.stream().mapToLong(ClientPruning.Found::records).sum();
    }

    private static String records(long count) {
        return count == 1 ? "1 record" : String.format(Locale.ROOT, "%,d records", count);
    }
}
