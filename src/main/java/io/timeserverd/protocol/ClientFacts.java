package io.timeserverd.protocol;

/**
 * What {@code me} tells a client about itself.
 *
 * @param address its address, as the server sees it
 * @param recorded what the journal keeps of the address: all of it, a prefix, or {@code nothing}
 * @param retention for how long, {@code 30d}
 * @param connections how many it has open, of how many
 * @param quota requests that it may send at once, {@code unlimited} when there is no limit
 */
public record ClientFacts(String address, String recorded, String retention, String connections, String quota) {}
