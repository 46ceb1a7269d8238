package io.timeserverd.admin.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Where a report comes from.
 *
 * @param host the name of the host
 * @param journals the directories that were read
 * @param made when
 * @param program by which release of which program
 * @param commandLine how it was called
 */
public record ReportHead(String host, List<Path> journals, Instant made, String program, String commandLine) {}
