package io.timeserverd.protocol;

import java.util.Optional;

/** What a line asks for. */
public sealed interface Request {
    /**
     * The time somewhere.
     *
     * @param place as typed, without blanks around it; empty for the default
     * @param when now, or the instant behind {@code @}
     * @param format the format behind {@code +}; empty for the default
     */
    record Time(String place, When when, Optional<Format> format) implements Request {
        /** Whether it is digits alone, as an item of a menu is chosen. */
        boolean isNumber() {
            return when instanceof When.Now && format.isEmpty() && place.matches("[0-9]+");
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

    /** The commands; a name in small letters is how they are spelled, in any case, on the wire. */
    enum Verb {
        HELP(Argument.NONE),
        MENU(Argument.NONE),
        ZONES(Argument.MAY, true),
        PLACES(Argument.MUST, true),
        STATUS(Argument.NONE),
        SYNC(Argument.MAY),
        ME(Argument.NONE),
        VERSION(Argument.NONE),
        KEEP(Argument.NONE),
        QUIT(Argument.NONE);

        /** Whether something may follow the name. */
        enum Argument {
            NONE,
            MAY,
            MUST
        }

        final Argument argument;

        /** Whether it looks through all zones or names. */
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
