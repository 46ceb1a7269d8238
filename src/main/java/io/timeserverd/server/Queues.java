package io.timeserverd.server;

/**
 * The queues in which connections wait for their share of a turn.
 *
 * @param requests for ordinary requests, which are cheap
 * @param searches for requests that search all names, which get a small part of each turn
 */
record Queues<T>(FairQueue<T> requests, FairQueue<T> searches) {}
