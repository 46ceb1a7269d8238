package io.timeserverd.bench;

import java.nio.file.Path;

/**
 * What every measure works with.
 *
 * @param results where tables and plots go
 * @param work for the files of the servers, deleted in the end
 */
record Lab(Plan plan, Peers peers, Table table, Path results, Path work) {}
