/**
 * The report on a period: one HTML page about clock, requests and journal, for a reader who was not there.
 *
 * <pre>
 *     every record -> Figures         sums over all instances   Totals, Stretches, Calendar, Releases
 *                       JournalHistory  one journal, by its ids   Gaps, Steps, Episodes, Silences, Runs
 *                         |
 *                     ReportPage -> its parts -> Html, TimePlot
 * </pre>
 *
 * <p>What must stay true:
 *
 * <ul>
 *   <li>Its numbers are those of {@code stats} and {@code verify}.
 *   <li>It claims nothing that the records do not show; above all, a time without records is no proof of anything.
 *   <li>The page needs nothing but itself: no script, no other resource. What clients sent is escaped.
 *   <li>Memory does not grow with the number of records. Lists have a bound, and say how much they leave out.
 * </ul>
 */
package io.timeserverd.admin.report;
