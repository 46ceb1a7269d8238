package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostReading;
import java.util.Optional;
import java.util.OptionalLong;

/** A program that knows how good the host's clock is. Belongs to the loop's thread. */
interface Witness {
    /**
     * What a witness says about the host's clock.
     *
     * @param state {@link ClockState#HOLDOVER} if the witness has lost its own source
     * @param quality the quality of the host's clock at the reading
     * @param offsetNs true time minus the host's clock: what is not corrected yet; empty if unknown
     */
    record Statement(ClockState state, Quality quality, OptionalLong offsetNs) {
        boolean hasBound() {
            return quality.errorNs() >= 0;
        }
    }

    /** Its name in status and log. */
    String name();

    /** Asks the program again if it is time. */
    void ask(HostReading reading);

    /** What it says about the host's clock now; empty while it is silent. */
    Optional<Statement> statement(HostReading reading);

    /** Forgets everything that was measured before a step of the host's clock. */
    void hostStepped();

    /** Closes its sockets. */
    void close();
}
