package io.timeserverd.timekeeping;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * One lookup of a name. A helper thread runs it, because it may block. The loop's thread reads the result after the
 * helper has handed the lookup back.
 */
final class NameLookup implements Runnable {
    /** Where addresses come from; may block. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final NtpHost host;
    private final Resolver resolver;
    private List<InetSocketAddress> addresses = List.of();
    private String problem = "not looked up";

    NameLookup(NtpHost host, Resolver resolver) {
        this.host = host;
        this.resolver = resolver;
    }

    @Override
    public void run() {
        var found = new ArrayList<InetSocketAddress>();
        try {
            for (InetAddress address : resolver.addresses(host.address().getHostString())) {
                found.add(new InetSocketAddress(address, host.address().getPort()));
            }
            addresses = found;
            problem = "";
        } catch (UnknownHostException e) {
            problem = String.valueOf(e.getMessage());
        }
    }

    NtpHost host() {
        return host;
    }

    /** The addresses of the name; empty if there is a {@link #problem}. */
    List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** Why no address was found; empty if one was. */
    String problem() {
        return problem;
    }
}
