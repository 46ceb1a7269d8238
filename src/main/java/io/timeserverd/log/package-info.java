/**
 * The log: {@code event=name key=value} lines on tinylog.
 *
 * <p>What must stay true: writing a line never blocks the loop; nothing that a client sent reaches
 * the log unescaped; clients cannot make the log grow faster than a fixed number of lines a minute.
 */
package io.timeserverd.log;
