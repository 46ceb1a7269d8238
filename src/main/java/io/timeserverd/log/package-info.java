/**
 * The log: {@code event=name key=value} lines on tinylog.
 *
 * <p>These rules must stay true: writing a line never blocks the loop; text from a client is always escaped; clients cannot make
 * the log grow faster than a fixed number of lines a minute.
 */
package io.timeserverd.log;
