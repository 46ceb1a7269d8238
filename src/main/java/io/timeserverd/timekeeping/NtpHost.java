package io.timeserverd.timekeeping;

import java.net.InetSocketAddress;

/**
 * A configured NTP server.
 *
 * @param text what the operator wrote, with the port
 * @param address resolved if the operator wrote an address; unresolved if it is a name, to be looked up
 */
public record NtpHost(String text, InetSocketAddress address) {}
