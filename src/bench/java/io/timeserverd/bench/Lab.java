package io.timeserverd.bench;

import java.nio.file.Path;

/**
 * What every measure works with.
 *
 * @param quiet for what the host of the machine could disturb
 * @param results where tables and plots go
 * @param work for the files of the servers, deleted in the end
 */
record Lab(Plan plan, Peers peers, Table table, Quiet quiet, Path results, Path work) {}
