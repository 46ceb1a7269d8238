package io.timeserverd.admin.report;

import static io.timeserverd.admin.report.Html.Column.text;
import static io.timeserverd.admin.report.Html.Column.word;

import java.util.List;

/** The part of the report about the chain of each journal, and about what checkpoints prove. */
final class ChainPart {
    private static final List<Html.Column> COLUMNS = List.of(word("Chain"), text("What it says"));

    private ChainPart() {}

    static void write(Html html, Check check) {
        html.open("section", "id", "chain").element("h2", "Proof");
        html.element(
                "p",
                "Sealed records are chained. Each range of them has an entry with their digest and the hash of the entry before,"
                        + " so that the last hash, the head, depends on all of them. The chain alone proves nothing against someone"
                        + " who can write the journal, because they can write the chain too. A signed checkpoint that was kept"
                        + " elsewhere does, for the records that were sealed before it.");
        for (Check.Chained each : check.chains()) {
            if (check.chains().size() > 1) {
                html.element("h3", "Instance " + each.instance());
            }
            html.table(COLUMNS, each.rows());
        }
        html.close();
    }
}
