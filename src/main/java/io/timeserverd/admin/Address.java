package io.timeserverd.admin;

/**
 * Where a record comes from: with its id, the name that it has among those of all hosts.
 *
 * @param host the name of the host
 * @param instance the name of the instance there, empty for timeserverd.service
 */
record Address(String host, String instance) {}
