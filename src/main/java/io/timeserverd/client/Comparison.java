package io.timeserverd.client;

import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Compares the local clock with a server's by {@code sync} exchanges on one connection, one after the other. */
final class Comparison implements Closeable {
    /** Exchanges in one measurement. The first is slow: a route must be found, and a processor wakes up. */
    static final int EXCHANGES = 8;

    private final Session session;
    private final SyncWire wire;
    private final Ticker ticker;
    private final Clock local;
    private long token;

    private Comparison(Session session, SyncWire wire, Ticker ticker, Clock local) {
        this.session = session;
        this.wire = wire;
        this.ticker = ticker;
        this.local = local;
    }

    /** The result of a measurement: exactly one of the two is present. */
    record Result(Optional<Measurement> measured, Optional<String> refusal) {}

    /** The result of {@link #open}: exactly one of the two is present. */
    record Opening(Optional<Comparison> comparison, Optional<String> refusal) {}

    /** Opens a session, which the server may refuse. */
    static Opening open(Dialer dialer, SyncWire wire, Ticker ticker, Clock local) throws IOException {
        Session session = dialer.dial();
        try {
            Optional<String> refusal = wire.begin(session);
            if (refusal.isPresent()) {
                session.close();
                return new Opening(Optional.empty(), refusal);
            }
            return new Opening(Optional.of(new Comparison(session, wire, ticker, local)), Optional.empty());
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    /** Measures by several exchanges. The one with the shortest round trip has the smallest error. */
    Result measure() throws IOException {
        Measurement best = null;
        for (int i = 0; i < EXCHANGES; i++) {
            String name = Long.toString(++token);
            var hostReading = HostReading.take(ticker, local);
            session.awaitReply();
            long sentTick = ticker.nanos();
            wire.ask(session, name);
            String reply = wire.reply(session);
            long elapsedNs = ticker.nanos() - sentTick;
            if (reply == null) {
                throw new IOException("connection closed without a reply");
            }
            if (Replies.isError(reply)) {
                return new Result(Optional.empty(), Optional.of(reply));
            }
            long sentNs = hostReading.utcNs() + (sentTick - hostReading.tick());
            Measurement measurement = Measurement.of(reply, name, sentNs, elapsedNs)
                    .orElseThrow(() -> new IOException("not a reply to sync: " + reply));
            if (best == null || measurement.roundTripNs() < best.roundTripNs()) {
                best = measurement;
            }
        }
        return new Result(Optional.of(best), Optional.empty());
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
