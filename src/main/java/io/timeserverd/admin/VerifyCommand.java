package io.timeserverd.admin;

import io.timeserverd.conf.Settings;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.JournalRecord;
import io.timeserverd.journal.Proof;
import io.timeserverd.place.ExtraNamesReader;
import io.timeserverd.place.Places;
import io.timeserverd.zone.ZoneSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reads the whole journal, and lists what is not as it should be.%n",
        footer = {
            "%nChecked are the checksums, that ids only grow, that no record is missing between two others,"
                    + " and every answer: it is recomputed from its record and held against the checksum of what was sent.",
            "Not recomputed, and never wrong, are answers by another release of the zone rules or, where it matters, of"
                    + " the place data than the one that is loaded now, and those that depend on the daemon at that moment:"
                    + " status, sync, me, +json and the like; nor errors of other protocols, whose text"
                    + " is not kept, nor summaries.",
            "Answers that depend on answer.zone or answer.menu are recomputed by their values now; if they were others"
                    + " then, give them with --set.",
            "The records that are sealed are held against the chain of the journal, which has their digest and tells what"
                    + " was deleted. That alone proves nothing against someone who can write the journal, since they can"
                    + " write the chain again as well: that takes a checkpoint that was kept elsewhere, and the public key."
                    + " See PROOF in timeserver-admin(1).",
            "Exit status 1: something is not as it should be."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final String NOT_PROVED =
            "anything against someone who can write the journal, and so the chain: that takes --checkpoint and --key";

    @ParentCommand
    private TimeserverAdmin admin;

    @Mixin
    private Checkpoints checkpoints;

    private final Tally beyond = new Tally(1000);
    private Table table;
    private Recomputation recomputation;
    private long records;
    private long recomputed;
    private long wrong;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        var settings = admin.commonSettings();
        table = new Table(admin.terminal(), List.of(Table.Column.left("WHAT"), Table.Column.left("FINDING")));
        recomputation = recomputation(settings);
        if (!checkpoints.isEmpty()) {
            admin.settings(); // of one journal
        }
        checkpoints.read(this::wrong);
        var proofs = new ArrayList<Proof>();
        try (var progress = new Progress(admin.surroundings(), false)) {
            for (var journal : admin.journals()) {
                proofs.add(JournalReader.open(journal)
                        .verify(
                                record -> {
                                    progress.count();
                                    check(record);
                                },
                                finding -> wrong(finding.file().toString(), finding.what())));
            }
        }
        table.row("records", Long.toString(records));
        table.row("recomputed", Long.toString(recomputed));
        beyond.most(Long.MAX_VALUE)
                .forEach(each -> table.row("not recomputed: " + each.key(), Long.toString(each.count())));
        proofs.forEach(proof -> new ChainRows(table).print(proof));
        if (checkpoints.isEmpty()) {
            table.row("chain: not proved", NOT_PROVED);
        } else {
            checkpoints.compare(proofs.get(0).chain(), table, this::wrong);
        }
        table.row(wrong > 0, List.of("wrong", Long.toString(wrong)));
        table.flush();
        return wrong == 0 ? Failure.NONE : Failure.FOUND;
    }

    private static Recomputation recomputation(Settings settings) throws Failure {
        try {
            var zones = ZoneRules.load(settings.zones());
            return new Recomputation(zones, places(settings.places(), zones), settings.answer());
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.USAGE, List.of("the configuration: " + e.getMessage()));
        }
    }

    /** With the operator's own names as they are now; records by others say so in their place release. */
    private static Places places(Settings.Places settings, ZoneSet zones) throws Failure {
        var data = Places.load();
        if (settings.extra().isEmpty()) {
            return data;
        }
        var file = settings.extra().get();
        try {
            return data.with(ExtraNamesReader.read(file, data, zones).names());
        } catch (IOException e) {
            throw new Failure(Failure.USAGE, List.of(file + ": cannot be read: " + e.getMessage()));
        }
    }

    private void check(JournalRecord record) {
        records++;
        var verdict = recomputation.judge(record);
        if (verdict instanceof Recomputation.Differs differs) {
            wrong("record " + record.id(), differs.how());
        } else if (verdict instanceof Recomputation.Beyond unknown) {
            beyond.add(unknown.why());
        } else {
            recomputed++;
        }
    }

    private void wrong(String where, String what) {
        wrong++;
        table.row(true, List.of(where, what));
    }
}
