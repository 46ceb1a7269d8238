package io.timeserverd.timekeeping;

import io.timeserverd.log.Log;
import io.timeserverd.ntp.Synchroniser;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The configured names and their servers: each address of a name is a server.
 *
 * <pre>
 *     use(), silent() -> next() -> NameLookup, run by a helper -> found() -> servers()
 * </pre>
 *
 * <p>A name is looked up at the start, after a reload, and when one of its servers has fallen silent. The silent server is
 * replaced if the name has other addresses by then. A numeric address needs no lookup. Each name has a lookup of its own, so
 * that a silent name server does not delay other names.
 *
 * <p>It never blocks and has no clock: its methods take readings of the ticker.
 */
final class NtpNames {
    /** At most this many addresses of a name are used. A name may have more, in another order each time. */
    private static final int MAX_ADDRESSES = 8;

    private static final long RETRY_NS = 2_000_000_000;
    private static final long MAX_RETRY_NS = 64_000_000_000L;

    /** One configured name. */
    private static final class Name {
        final NtpHost host;
        final Set<InetSocketAddress> servers = new LinkedHashSet<>();
        final Set<InetSocketAddress> silent = new HashSet<>();
        OptionalLong dueTick = OptionalLong.empty();
        long retryNs = RETRY_NS;
        boolean failing;
        boolean lookingUp;
        boolean lookedUp;

        Name(NtpHost host) {
            this.host = host;
        }

        /** Schedules a lookup at {@code tick}, unless an earlier one is scheduled. */
        void lookUpAt(long tick) {
            if (dueTick.isEmpty() || tick - dueTick.getAsLong() < 0) {
                dueTick = OptionalLong.of(tick);
            }
        }
    }

    private final NameLookup.Resolver resolver;
    private final Function<InetSocketAddress, String> addressText;
    private final Map<NtpHost, Name> names = new LinkedHashMap<>();

    /**
     * @param resolver finds the addresses of a name
     * @param addressText how log and status write an address and its port
     */
    NtpNames(NameLookup.Resolver resolver, Function<InetSocketAddress, String> addressText) {
        this.resolver = resolver;
        this.addressText = addressText;
    }

    /** Uses these names from now on: each is looked up, and all others are forgotten. */
    void use(Collection<NtpHost> hosts, long tick) {
        names.keySet().retainAll(hosts);
        for (NtpHost host : hosts) {
            Name name = names.computeIfAbsent(host, Name::new);
            if (host.address().isUnresolved()) {
                name.lookUpAt(tick);
            } else {
                resolved(name, List.of(host.address()));
            }
        }
    }

    /** Looks up the name of a silent server again: it may have another address by now. */
    void silent(InetSocketAddress server, long tick) {
        for (Name name : names.values()) {
            if (name.host.address().isUnresolved() && name.servers.contains(server)) {
                name.silent.add(server);
                name.lookUpAt(tick);
            }
        }
    }

    // ---- lookups

    /** When to call {@link #next} again; empty if no lookup is scheduled. */
    OptionalLong nextTick() {
        return names.values().stream()
                .filter(name -> !name.lookingUp && name.dueTick.isPresent())
                .map(name -> name.dueTick)
                .min((a, b) -> Long.signum(a.getAsLong() - b.getAsLong())) // ticks may wrap
                .orElse(OptionalLong.empty());
    }

    /** The lookups to start now, at most one for each name. {@link #found} or {@link #postpone} must follow for each. */
    List<NameLookup> next(long tick) {
        var lookups = new ArrayList<NameLookup>();
        for (Name name : names.values()) {
            if (!name.lookingUp && name.dueTick.isPresent() && name.dueTick.getAsLong() - tick <= 0) {
                name.lookingUp = true;
                name.dueTick = OptionalLong.empty();
                lookups.add(new NameLookup(name.host, resolver));
            }
        }
        return lookups;
    }

    /** Uses the result of a lookup. */
    void found(NameLookup lookup, long tick) {
        Name name = names.get(lookup.host());
        if (name == null) { // a reload has removed it meanwhile
            return;
        }
        name.lookingUp = false;
        name.lookedUp = true;
        if (lookup.problem().isEmpty()) {
            resolved(name, lookup.addresses());
            return;
        }
        if (!name.failing) {
            name.failing = true;
            Log.warn("ntp-unresolved", "server", name.host.text(), "reason", lookup.problem());
        }
        if (name.servers.isEmpty()) {
            retryLater(name, tick);
        }
    }

    /** Schedules the lookup again, because the helper is too busy for it now. */
    void postpone(NameLookup lookup, long tick) {
        Name name = names.get(lookup.host());
        name.lookingUp = false;
        retryLater(name, tick);
    }

    private static void retryLater(Name name, long tick) {
        name.lookUpAt(tick + name.retryNs);
        name.retryNs = Math.min(MAX_RETRY_NS, name.retryNs * 2);
    }

    private void resolved(Name name, List<InetSocketAddress> allAddresses) {
        List<InetSocketAddress> addresses = allAddresses.subList(0, Math.min(MAX_ADDRESSES, allAddresses.size()));
        name.failing = false;
        name.lookedUp = true;
        name.retryNs = RETRY_NS;
        name.servers.removeIf(server -> name.silent.contains(server) && !addresses.contains(server));
        name.silent.clear();
        for (InetSocketAddress address : addresses) {
            // Some names have other addresses each time. A name has no more servers than one lookup returns addresses.
            if (name.servers.size() < addresses.size() && !isServer(address)) {
                add(name, address);
            }
        }
    }

    /** Whether some name has this address already: a server that is asked under two names would have two votes. */
    private boolean isServer(InetSocketAddress address) {
        return names.values().stream().anyMatch(name -> name.servers.contains(address));
    }

    private void add(Name name, InetSocketAddress address) {
        if (names.values().stream().mapToInt(each -> each.servers.size()).sum() < Synchroniser.MAX_SERVERS) {
            name.servers.add(address);
        } else {
            Log.warn("ntp-too-many", "server", label(name.host, address), "limit", Synchroniser.MAX_SERVERS);
        }
    }

    // ---- servers

    /** The servers to ask: address and label. */
    Map<InetSocketAddress, String> servers() {
        var servers = new LinkedHashMap<InetSocketAddress, String>();
        for (Name name : names.values()) {
            name.servers.forEach(server -> servers.put(server, label(name.host, server)));
        }
        return servers;
    }

    /** {@code name/address:port}, or the operator's text if that is an address. */
    private String label(NtpHost host, InetSocketAddress address) {
        String name = host.address().getHostString();
        boolean isAddress =
                !host.address().isUnresolved() || name.indexOf(':') >= 0; // an address with a scope is unresolved
        return isAddress ? host.text() : name + '/' + addressText.apply(address);
    }

    /** How many names are being looked up for the first time. */
    int pending() {
        return (int) names.values().stream().filter(name -> !name.lookedUp).count();
    }

    /** The names that could not be resolved, as the operator wrote them. */
    List<String> unresolved() {
        return names.values().stream()
                .filter(name -> name.lookedUp && name.servers.isEmpty() && name.failing)
                .map(name -> name.host.text())
                .toList();
    }
}
