/**
 * Writes the report on a period: one HTML page about the clock, the requests and the journal, for readers who do not know the
 * service.
 *
 * <pre>
 *     each record -> Figures          sums over all instances        Totals, Stretches, Calendar, Releases
 *                      JournalHistory   one journal, in order of ids   Gaps, Steps, Episodes, Silences, Runs
 *                         |
 *                     ReportPage -> its parts -> Html, TimePlot
 * </pre>
 *
 * <p>What must stay true:
 *
 * <ul>
 *   <li>Its numbers are those of {@code stats} and {@code verify}.
 *   <li>It claims nothing that the records do not show. Above all, a time without records proves nothing.
 *   <li>The page is self-contained: no script, no other resource. Text from clients is escaped.
 *   <li>Memory does not grow with the number of records. Lists are bounded, and say how much they leave out.
 * </ul>
 */
package io.timeserverd.admin.report;
