/**
 * Counts records. {@code stats}, {@code top}, the report and the console all use it, so that their numbers agree. {@code Totals}
 * has sums and shares, {@code Rate} counts the requests of each stretch of time, {@code Tally} finds the most frequent values.
 * {@code IsoTime} and {@code Units} write times and amounts.
 *
 * <p>What must stay true: memory does not grow with the number of records.
 */
package io.timeserverd.admin.sums;
