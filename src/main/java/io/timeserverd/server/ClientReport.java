package io.timeserverd.server;

import io.timeserverd.conf.Addresses;
import io.timeserverd.conf.Settings;
import io.timeserverd.journal.AddressRange;
import io.timeserverd.journal.JournalOptions;
import io.timeserverd.protocol.ClientFacts;
import java.net.InetAddress;

/** Makes the reply to {@code me}: what the server knows and keeps about a client. */
final class ClientReport {
    private static final String UNLIMITED = "unlimited";

    private final Clients clients;
    private Settings settings;

    ClientReport(Clients clients) {
        this.clients = clients;
    }

    void use(Settings newSettings) {
        settings = newSettings;
    }

    ClientFacts of(Peer peer) {
        if (peer.address().isEmpty()) {
            return new ClientFacts("local", "nothing", "-", UNLIMITED, UNLIMITED);
        }
        InetAddress address = peer.address().get();
        return new ClientFacts(
                Addresses.text(address),
                recorded(address),
                settings.text("journal.retention"),
                peer.client().isUnlimited() ? UNLIMITED : connections(peer.client()),
                peer.client().isUnlimited() ? UNLIMITED : quota(peer.client()));
    }

    private String recorded(InetAddress client) {
        return switch (settings.journal().client()) {
            case FULL -> Addresses.text(client);
            case PREFIX -> {
                AddressRange kept = JournalOptions.ClientDetail.prefixOf(client);
                yield Addresses.text(kept.address()) + "/" + kept.bits();
            }
            case NONE -> "nothing";
        };
    }

    private String connections(Clients.Client account) {
        return account.open() + " of " + settings.limits().connectionsPerClient();
    }

    private String quota(Clients.Client account) {
        Settings.Limits limits = settings.limits();
        return clients.limitsRate()
                ? clients.quota(account) + " of " + limits.effectiveBurst() + " requests, " + limits.rate()
                        + " more each second"
                : UNLIMITED;
    }
}
