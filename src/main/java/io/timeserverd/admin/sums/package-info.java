/**
 * What is counted over records: for {@code stats}, {@code top}, the report and the console alike, so that their numbers agree.
 * {@code Totals} are sums and shares, {@code Rate} is what comes in each stretch of time, {@code Tally} what comes most often.
 * {@code IsoTime} and {@code Units} write times and amounts.
 *
 * <p>What must stay true: memory does not grow with the number of records.
 */
package io.timeserverd.admin.sums;
