package io.timeserverd.timekeeping;

import io.timeserverd.clock.ClockState;
import io.timeserverd.clock.HostFollower.Quality;
import io.timeserverd.clock.HostLook;
import java.util.Optional;
import java.util.OptionalLong;

/** A program that disciplines the host's clock, or knows of one that does. Belongs to the loop's thread. */
interface Witness {
    /**
     * What a witness says.
     *
     * @param state {@link ClockState#HOLDOVER} where the witness has lost its own source
     * @param quality of the host's clock, as of the look
     * @param offsetNs true time minus the host's clock, the part that is not corrected yet; empty if unknown
     */
    record Statement(ClockState state, Quality quality, OptionalLong offsetNs) {
        boolean hasBound() {
            return quality.errorNs() >= 0;
        }
    }

    /** What status and log call it. */
    String name();

    /** Asks again, if it is time. */
    void ask(HostLook look);

    /** What it says about the host's clock now; empty if it is silent. */
    Optional<Statement> statement(HostLook look);

    /** What was measured before a step of the host's clock says nothing about it any more. */
    void hostStepped();

    /** Closes sockets. */
    void close();
}
