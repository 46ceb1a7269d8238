package io.timeserverd.protocol;

/**
 * What {@code me} shows a client about itself.
 *
 * @param address its address, as the server sees it
 * @param recorded what the journal keeps of the address: all of it, a prefix, or {@code nothing}
 * @param retention how long the journal keeps it, such as {@code 30d}
 * @param connections how many it has open, and how many it may have
 * @param quota how many requests it may send at once; {@code unlimited} without a limit
 */
public record ClientFacts(String address, String recorded, String retention, String connections, String quota) {}
