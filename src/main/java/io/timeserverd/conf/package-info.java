/**
 * Reads the configuration file and {@code --set} arguments into one immutable, validated {@code Settings}.
 *
 * <p>These rules must stay true: no other package parses configuration; every mistake is reported at once, with its place.
 */
package io.timeserverd.conf;
