package io.timeserverd.ntp;

/** Why a reply is not used, or why a server has none. The words are stable: status and log show them. */
public enum Rejection {
    /** Not 48 bytes. */
    LENGTH("length"),
    /** Neither NTP version 3 nor 4. */
    VERSION("version"),
    /** Not from a server to a client. */
    MODE("mode"),
    /** The same reply a second time. */
    REPLAYED("replayed"),
    /** It does not repeat the number of the request: forged, too late, or somebody else's. */
    ORIGIN("origin"),
    /** Kiss code RATE: asked too often. */
    KISS_RATE("kiss-rate"),
    /** Kiss code DENY: not wanted here. */
    KISS_DENY("kiss-deny"),
    /** Kiss code RSTR: not wanted here either. */
    KISS_RSTR("kiss-rstr"),
    /** Any other kiss code. */
    KISS_OTHER("kiss-other"),
    /** Leap indicator 3: the server has no time itself. */
    UNSYNCHRONISED("unsynchronised"),
    /** Stratum 16 or more. */
    STRATUM("stratum"),
    /** A timestamp that must be there is 0. */
    ZERO_TIME("zero-time"),
    /** Sent before it was received, set after it was sent, or back before it left. */
    BACKWARD_TIME("backward-time"),
    /** So far from a primary source that it says nothing. */
    DISTANCE("distance"),
    /** Nothing came back. */
    NO_ANSWER("no-answer"),
    /** The host answered that nobody listens there. */
    PORT_CLOSED("port-closed");

    private final String text;

    Rejection(String text) {
        this.text = text;
    }

    /** The word that status and log use. */
    public String text() {
        return text;
    }

    boolean isKiss() {
        return this == KISS_RATE || this == KISS_OTHER || isFinal();
    }

    /** The server asked never to be asked again. */
    boolean isFinal() {
        return this == KISS_DENY || this == KISS_RSTR;
    }
}
