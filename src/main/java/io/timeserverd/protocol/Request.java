package io.timeserverd.protocol;

import java.util.Optional;

/** What a line asks for. */
public sealed interface Request {
    /**
     * The time at a place.
     *
     * @param place as typed, without blanks around it; empty for the default
     * @param instant now, or what follows the {@code @}
     * @param format what follows the {@code +}; empty for the default
     */
    record Time(String place, RequestedInstant instant, Optional<Format> format) implements Request {
        /** Whether it is only digits, which choose an item of a menu. */
        boolean isNumber() {
            return instant instanceof RequestedInstant.Now && format.isEmpty() && place.matches("[0-9]+");
        }
    }

    /**
     * A command.
     *
     * @param argument what follows the command's name, without blanks around it; may be empty
     */
    record Command(Verb verb, String argument) implements Request {}

    /** Not a request; {@code text} says why. */
    record Bad(ErrorCode code, String text) implements Request {}

    /** The commands. Clients may spell their names in any case. */
    enum Verb {
        HELP(Argument.NONE),
        MENU(Argument.NONE),
        ZONES(Argument.OPTIONAL, true),
        PLACES(Argument.REQUIRED, true),
        STATUS(Argument.NONE),
        SYNC(Argument.OPTIONAL),
        ME(Argument.NONE),
        VERSION(Argument.NONE),
        KEEP(Argument.NONE),
        QUIT(Argument.NONE);

        /** Whether something may follow the name. */
        enum Argument {
            NONE,
            OPTIONAL,
            REQUIRED
        }

        final Argument argument;

        /** Whether it searches all zones or names, which takes long. */
        final boolean searches;

        Verb(Argument argument) {
            this(argument, false);
        }

        Verb(Argument argument, boolean searches) {
            this.argument = argument;
            this.searches = searches;
        }
    }
}
