package io.timeserverd.server;

/**
 * Where connections wait for their share of a turn.
 *
 * @param requests for ordinary requests, which are cheap
 * @param searches for requests that search through all names, which have a small part of each turn
 */
record Queues<T>(FairQueue<T> requests, FairQueue<T> searches) {}
