package io.timeserverd.timekeeping;

import io.timeserverd.log.Log;
import io.timeserverd.loop.EventLoop;
import io.timeserverd.loop.Helper;
import io.timeserverd.loop.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Which servers the configured names stand for: each address of a name is one. A name is looked up at the start, after a
 * reload, and when one of its servers has fallen silent, but an address is taken as it is; that one is replaced if the name has other addresses now. One
 * lookup is under way at a time, so that the helper has time for other chores between two slow ones.
 */
final class NtpNames {
    /** Where addresses come from; may block. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Who asks the servers. */
    interface Servers {
        /** Asks one more; returns its number, or -1 when there are too many. */
        int add(InetSocketAddress address, String name);

        void remove(int server);
    }

    /** Addresses of one name at most; a name may have more, and gives them in another order each time. */
    private static final int MAX_ADDRESSES = 8;

    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long MAX_RETRY_NS = TimeUnit.SECONDS.toNanos(64);

    /** What a lookup found, or why it found nothing. */
    private record Found(List<InetSocketAddress> addresses, String problem) {}

    /** One configured name. */
    private final class Name {
        final NtpHost host;
        final Map<InetSocketAddress, Integer> servers = new LinkedHashMap<>();
        final Set<Integer> silent = new HashSet<>();
        final Timer retry = new Timer(() -> lookUp(this));
        long retryNs = RETRY_NS;
        boolean failing;
        boolean resolved;

        Name(NtpHost host) {
            this.host = host;
        }
    }

    private final EventLoop loop;
    private final Helper helper;
    private final Resolver resolver;
    private final Function<InetSocketAddress, String> addressText;
    private final Servers servers;
    private final Map<NtpHost, Name> names = new LinkedHashMap<>();
    private final Queue<Name> waiting = new ArrayDeque<>();
    private boolean busy;

    NtpNames(
            EventLoop loop,
            Helper helper,
            Resolver resolver,
            Function<InetSocketAddress, String> addressText,
            Servers servers) {
        this.loop = loop;
        this.helper = helper;
        this.resolver = resolver;
        this.addressText = addressText;
        this.servers = servers;
    }

    /** Looks these names up, and forgets others. */
    void use(Collection<NtpHost> hosts) {
        for (var name : List.copyOf(names.values())) {
            if (!hosts.contains(name.host)) {
                forget(name);
            }
        }
        for (var host : hosts) {
            lookUp(names.computeIfAbsent(host, Name::new));
        }
    }

    private void forget(Name name) {
        names.remove(name.host);
        waiting.remove(name);
        loop.cancel(name.retry);
        name.servers.values().forEach(servers::remove);
    }

    /** This server does not answer: its name may stand for another address now. */
    void silent(int server) {
        for (var name : names.values()) {
            if (name.servers.containsValue(server)) {
                name.silent.add(server);
                lookUp(name);
            }
        }
    }

    /** How many names have not been found yet. */
    int pending() {
        return (int) names.values().stream().filter(name -> !name.resolved).count();
    }

    boolean isLookingUp() {
        return busy || !waiting.isEmpty();
    }

    // ---- lookups, one at a time

    private void lookUp(Name name) {
        var address = name.host.address();
        if (!address.isUnresolved()) {
            found(name, new Found(List.of(address), ""));
            return;
        }
        if (!waiting.contains(name)) {
            waiting.add(name);
        }
        next();
    }

    private void next() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        var name = waiting.remove();
        var found = new AtomicReference<Found>();
        busy = helper.submit(() -> found.set(find(name.host)), () -> {
            busy = false;
            if (names.containsValue(name)) {
                found(name, found.get());
            }
            next();
        });
        if (!busy) {
            retryLater(name);
        }
    }

    /** Blocks: for the helper thread. */
    private Found find(NtpHost host) {
        try {
            var addresses = new ArrayList<InetSocketAddress>();
            for (var address : resolver.addresses(host.address().getHostString())) {
                addresses.add(new InetSocketAddress(address, host.address().getPort()));
            }
            return new Found(addresses.subList(0, Math.min(MAX_ADDRESSES, addresses.size())), "");
        } catch (UnknownHostException e) {
            return new Found(List.of(), String.valueOf(e.getMessage()));
        }
    }

    private void found(Name name, Found found) {
        if (!found.problem().isEmpty()) {
            if (!name.failing) {
                name.failing = true;
                Log.warn("ntp-unresolved", "server", name.host.text(), "reason", found.problem());
            }
            if (name.servers.isEmpty()) {
                retryLater(name);
            }
            return;
        }
        name.failing = false;
        name.resolved = true;
        name.retryNs = RETRY_NS;
        dropSilent(name, found.addresses());
        for (var address : found.addresses()) {
            // A name whose addresses change each time has as many servers as it gives addresses.
            if (name.servers.size() < found.addresses().size() && !isAsked(address)) {
                add(name, address);
            }
        }
    }

    private void retryLater(Name name) {
        loop.schedule(name.retry, name.retryNs);
        name.retryNs = Math.min(MAX_RETRY_NS, name.retryNs * 2);
    }

    private void dropSilent(Name name, List<InetSocketAddress> addresses) {
        for (var server : List.copyOf(name.servers.entrySet())) {
            if (name.silent.contains(server.getValue()) && !addresses.contains(server.getKey())) {
                name.servers.remove(server.getKey());
                servers.remove(server.getValue());
            }
        }
        name.silent.clear();
    }

    /** Two names for one server would give it two votes. */
    private boolean isAsked(InetSocketAddress address) {
        return names.values().stream().anyMatch(name -> name.servers.containsKey(address));
    }

    private void add(Name name, InetSocketAddress address) {
        int server = servers.add(address, label(name.host, address));
        if (server >= 0) {
            name.servers.put(address, server);
        }
    }

    /** {@code name/address:port}, or what was configured where that is an address. */
    private String label(NtpHost host, InetSocketAddress address) {
        var name = host.address().getHostString();
        boolean isAddress = !host.address().isUnresolved() || name.indexOf(':') >= 0; // with a scope it is looked up
        return isAddress ? host.text() : name + '/' + addressText.apply(address);
    }

    void close() {
        waiting.clear();
        names.values().forEach(name -> loop.cancel(name.retry));
        names.clear();
    }
}
