/**
 * What the command lines of {@code timeserver-admin} and {@code timeclient} have in common.
 *
 * <p>What must stay true: it knows neither of the two programs; a mistake on the command line is explained in the words of this
 * project, not in those of the library that parses it.
 */
package io.timeserverd.cli;
