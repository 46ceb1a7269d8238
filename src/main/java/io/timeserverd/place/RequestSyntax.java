package io.timeserverd.place;

import java.util.Locale;
import java.util.Set;

/** Which texts the request language takes for something else than a place: a name like that cannot be asked for. */
final class RequestSyntax {
    private static final Set<String> COMMANDS =
            Set.of("help", "menu", "zones", "places", "status", "sync", "me", "version", "keep", "quit");

    /** Commands that take the rest of the line. */
    private static final Set<String> COMMANDS_WITH_ARGUMENT = Set.of("zones", "places", "sync");

    private RequestSyntax() {}

    /** Whether a line with nothing but {@code text} asks for a place of that name. */
    static boolean isPlace(String text) {
        return !hasInstantOrFormat(text) && !isCommand(text);
    }

    /** Whether an instant or a format begins within the text: at {@code @}, and at a {@code +} that no digit follows. */
    static boolean hasInstantOrFormat(String text) {
        if (text.indexOf('@') >= 0) {
            return true;
        }
        for (int plus = text.indexOf('+'); plus >= 0; plus = text.indexOf('+', plus + 1)) {
            String rest = text.substring(plus + 1).strip();
            if (rest.isEmpty() || !Character.isDigit(rest.charAt(0))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCommand(String text) {
        String line = text.toLowerCase(Locale.ROOT);
        int blank = line.indexOf(' ');
        return COMMANDS.contains(line) || (blank > 0 && COMMANDS_WITH_ARGUMENT.contains(line.substring(0, blank)));
    }
}
