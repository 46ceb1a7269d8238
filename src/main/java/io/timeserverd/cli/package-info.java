/**
 * What the command lines of {@code timeserver-admin} and {@code timeclient} have in common.
 *
 * <p>What must stay true: it knows neither of the two programs.
 */
package io.timeserverd.cli;
