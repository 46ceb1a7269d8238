package io.timeserverd.admin;

import io.timeserverd.admin.sums.DisplayZone;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.JournalException;
import io.timeserverd.journal.JournalReader;
import io.timeserverd.journal.Proof;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reads the whole journal, and lists everything that is wrong.%n",
        footer = {
            "%nIt checks the checksums, that ids only grow, that no record is missing between two others, and"
                    + " every reply: verify recomputes it from the record and compares it with the checksum of what was"
                    + " sent.",
            "Some replies cannot be recomputed, and never count as wrong: those by another release of the zone"
                    + " rules (or, where it matters, of the place data) than the one that is loaded now; those that depend"
                    + " on the state of the daemon at that moment, such as status, sync, me and +json; errors of other"
                    + " protocols, whose text is not kept; and summaries.",
            "Replies that depend on answer.zone or answer.menu are recomputed with the present values; if the"
                    + " values were different then, pass them with --set.",
            "Sealed records are compared with the chain of the journal, which has their digests and says what"
                    + " was deleted. The chain alone proves nothing against someone who can write to the journal, since"
                    + " they can also write the chain again; a checkpoint that was kept elsewhere does, together with the"
                    + " public key. See PROOF in timeserver-admin(1).",
            "Exit status 1: something is wrong."
        })
final class VerifyCommand implements Callable<Integer> {
    @ParentCommand
    private TimeserverAdmin admin;

    @Mixin
    private Checkpoints checkpoints;

    @Option(names = "--json", description = "Print one JSON object on one line.")
    private boolean json;

    @Mixin
    private TableOptions tables;

    private Table table;
    private VerifyJson object;
    private long wrong;

    @Override
    public Integer call() throws Failure, JournalException, IOException {
        Settings settings = admin.commonSettings();
        if (!checkpoints.isEmpty()) {
            admin.settings(); // of one journal
        }
        var answers = AnswerCheck.of(settings);
        var readers = new LinkedHashMap<TimeserverAdmin.Instance, JournalReader>();
        for (TimeserverAdmin.Instance each : admin.instances()) {
            readers.put(each, JournalReader.open(each.journal())); // all of them before anything is printed
        }
        if (json) {
            object = new VerifyJson(admin.terminal());
        } else {
            table = new Table(
                    tables.style(admin.terminal()), List.of(TableColumn.text("WHAT"), TableColumn.prose("FINDING")));
        }
        checkpoints.read(this::wrong);
        Map<TimeserverAdmin.Instance, Proof> proofs = read(readers, answers);
        if (json) {
            Proof first = proofs.values().iterator().next();
            OptionalLong proved = checkpoints.compare(first, (name, value) -> {}, this::wrong);
            object.end(wrong, answers, proofs, proved);
        } else {
            print(answers, proofs);
        }
        return wrong == 0 ? Failure.NONE : Failure.FOUND;
    }

    private Map<TimeserverAdmin.Instance, Proof> read(
            Map<TimeserverAdmin.Instance, JournalReader> readers, AnswerCheck answers) throws IOException {
        var proofs = new LinkedHashMap<TimeserverAdmin.Instance, Proof>();
        try (var progress = new Progress(admin.surroundings(), false)) {
            for (Map.Entry<TimeserverAdmin.Instance, JournalReader> each : readers.entrySet()) {
                String suffix = admin.suffix(each.getKey());
                Proof proof = each.getValue()
                        .verify(
                                record -> {
                                    progress.count();
                                    answers.check(record)
                                            .ifPresent(how -> wrong("record " + record.id() + suffix, how));
                                },
                                finding -> wrong(finding.file().toString(), finding.what()));
                proofs.put(each.getKey(), proof);
            }
        }
        return proofs;
    }

    private void print(AnswerCheck answers, Map<TimeserverAdmin.Instance, Proof> proofs) throws Failure {
        table.row("records", Long.toString(answers.records()));
        table.row("recomputed", Long.toString(answers.recomputed()));
        answers.beyond()
                .most(Long.MAX_VALUE)
                .forEach(each -> table.row("not recomputed: " + each.key(), Long.toString(each.count())));
        DisplayZone zone = admin.zone();
        proofs.forEach(
                (instance, proof) -> new ChainRows("chain" + admin.suffix(instance), table::row, zone).print(proof));
        if (checkpoints.isEmpty()) {
            table.row("chain: not proved", Checkpoints.NOT_PROVED);
        } else {
            checkpoints.compare(proofs.values().iterator().next(), table::row, this::wrong);
        }
        table.row(wrong > 0, List.of("wrong", Long.toString(wrong)));
        table.flush();
    }

    private void wrong(String where, String what) {
        wrong++;
        if (json) {
            object.finding(where, what);
        } else {
            table.row(true, List.of(where, what));
        }
    }
}
