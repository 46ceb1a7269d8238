package io.timeserverd.admin.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The origin of a report.
 *
 * @param host the name of the host
 * @param journals the directories that were read
 * @param made when the report was made
 * @param program the program that made it, with its release
 * @param commandLine the command line of that program
 */
public record ReportHead(String host, List<Path> journals, Instant made, String program, String commandLine) {}
