package io.timeserverd.protocol;

/**
 * Removes the Telnet commands (RFC 854, RFC 855) that telnet clients send on their own. There is no reply to them: a client
 * that offers an option and hears nothing goes on without it. Each connection has its own filter, since a command may be
 * split over reads.
 *
 * <pre>
 *     TEXT --IAC--> COMMAND --WILL, WONT, DO, DONT--> OPTION --any--> TEXT
 *                   COMMAND --SB--> SUBNEGOTIATION --IAC--> COMMAND_WITHIN --SE--> TEXT
 *                   COMMAND --any other--> TEXT
 * </pre>
 *
 * <p>A doubled IAC means the byte 255, which no UTF-8 contains, so it is dropped, too. A byte that follows an IAC and is not
 * a command is text.
 */
public final class TelnetFilter {
    /** "Interpret as command": begins each command. */
    public static final byte IAC = (byte) 255;

    private static final byte SE = (byte) 240;
    private static final byte SB = (byte) 250;
    private static final byte WILL = (byte) 251;
    private static final byte WONT = (byte) 252;
    private static final byte DO = (byte) 253;
    private static final byte DONT = (byte) 254;

    /**
     * The most bytes of a subnegotiation; what follows is text. Clients in use send some tens of bytes, and a subnegotiation
     * without end must not swallow all requests.
     */
    static final int LONGEST_SUBNEGOTIATION = 256;

    private enum State {
        TEXT,
        COMMAND,
        OPTION,
        SUBNEGOTIATION,
        COMMAND_WITHIN
    }

    private State state = State.TEXT;
    private int length;

    /** Whether all commands so far have ended: then input without {@link #IAC} needs no filter. */
    public boolean isBetweenCommands() {
        return state == State.TEXT;
    }

    /** Removes the commands from {@code bytes[from, to)} and closes the gaps. Returns the end of what is left. */
    public int filter(byte[] bytes, int from, int to) {
        int end = from;
        for (int i = from; i < to; i++) {
            if (takes(bytes[i])) {
                bytes[end++] = bytes[i];
            }
        }
        return end;
    }

    /** Whether the next byte is text. */
    private boolean takes(byte next) {
        switch (state) {
            case TEXT -> {
                if (next != IAC) {
                    return true;
                }
                state = State.COMMAND;
            }
            case COMMAND -> {
                state = afterCommand(next);
                return !isCommand(next);
            }
            case OPTION -> state = State.TEXT;
            case SUBNEGOTIATION -> {
                state = next == IAC ? State.COMMAND_WITHIN : State.SUBNEGOTIATION;
                return takesBeyondBound(next, State.TEXT);
            }
            case COMMAND_WITHIN -> {
                state = next == SE ? State.TEXT : State.SUBNEGOTIATION;
                return takesBeyondBound(next, State.COMMAND);
            }
        }
        return false;
    }

    /** Ends a subnegotiation that is too long before its next byte, which is then read in the state {@code outside}. */
    private boolean takesBeyondBound(byte next, State outside) {
        if (++length <= LONGEST_SUBNEGOTIATION) {
            return false;
        }
        state = outside;
        return takes(next);
    }

    /** Commands are the bytes from 240 on. */
    private static boolean isCommand(byte next) {
        return next >= SE && next <= IAC;
    }

    private State afterCommand(byte command) {
        return switch (command) {
            case WILL, WONT, DO, DONT -> State.OPTION;
            case SB -> {
                length = 0;
                yield State.SUBNEGOTIATION;
            }
            default -> State.TEXT;
        };
    }
}
