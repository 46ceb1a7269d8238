package io.timeserverd.client;

import io.timeserverd.clock.HostReading;
import io.timeserverd.clock.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Compares the local clock with a server's: {@code sync} exchanges on one connection, one after the other. */
final class Comparison implements Closeable {
    /** Exchanges of one measurement. The first pays for a route, a name, a sleeping processor. */
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

    /** What came of a measurement: exactly one of the two is there. */
    record Outcome(Optional<Measurement> measured, Optional<String> refusal) {}

    /** What became of an attempt to begin. */
    record Begun(Optional<Comparison> comparison, Optional<String> refusal) {}

    /** Opens a session; a server may refuse it. */
    static Begun begin(Dialer dialer, SyncWire wire, Ticker ticker, Clock local) throws IOException {
        var session = dialer.dial();
        try {
            var refusal = wire.begin(session);
            if (refusal.isPresent()) {
                session.close();
                return new Begun(Optional.empty(), refusal);
            }
            return new Begun(Optional.of(new Comparison(session, wire, ticker, local)), Optional.empty());
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    /** The exchange with the shortest round trip: what waited least was delayed unequally least. */
    Outcome measure() throws IOException {
        Measurement best = null;
        for (int i = 0; i < EXCHANGES; i++) {
            var name = Long.toString(++token);
            var hostReading = HostReading.take(ticker, local);
            session.awaitResponse();
            long sentTick = ticker.nanos();
            wire.ask(session, name);
            var reply = wire.answer(session);
            long elapsedNs = ticker.nanos() - sentTick;
            if (reply == null) {
                throw new IOException("connection closed without an answer");
            }
            if (Reply.isError(reply)) {
                return new Outcome(Optional.empty(), Optional.of(reply));
            }
            long sentNs = hostReading.utcNs() + (sentTick - hostReading.tick());
            var measurement = Measurement.of(reply, name, sentNs, elapsedNs)
                    .orElseThrow(() -> new IOException("not an answer to sync: " + reply));
            if (best == null || measurement.roundTripNs() < best.roundTripNs()) {
                best = measurement;
            }
        }
        return new Outcome(Optional.of(best), Optional.empty());
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
