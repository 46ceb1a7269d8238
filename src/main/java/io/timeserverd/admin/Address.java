package io.timeserverd.admin;

/**
 * The journal that a record comes from. With the id of the record, it identifies the record among those of all hosts.
 *
 * @param host the name of the host
 * @param instance the name of the instance on that host; empty for timeserverd.service
 */
record Address(String host, String instance) {}
