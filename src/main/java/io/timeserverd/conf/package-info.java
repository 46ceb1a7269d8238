/**
 * The configuration file and command line, turned into one immutable, validated {@code Settings}.
 *
 * <p>What must stay true: text ends here; every mistake is reported at once, with its place.
 */
package io.timeserverd.conf;
