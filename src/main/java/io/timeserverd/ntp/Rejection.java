package io.timeserverd.ntp;

/** Why a reply was not used, or why there is none. The texts are stable: status and log show them. */
public enum Rejection {
    /** Not 48 bytes. */
    LENGTH("length"),
    /** Neither NTP version 3 nor 4. */
    VERSION("version"),
    /** The mode is not that of a reply from a server. */
    MODE("mode"),
    /** The same reply a second time. */
    REPLAYED("replayed"),
    /** It does not repeat the number of the open request: it is forged, late, or meant for another request. */
    ORIGIN("origin"),
    /** Kiss code RATE: the server was asked too often. */
    KISS_RATE("kiss-rate"),
    /** Kiss code DENY: the server refuses this client. */
    KISS_DENY("kiss-deny"),
    /** Kiss code RSTR: the server restricts this client; treated like DENY. */
    KISS_RSTR("kiss-rstr"),
    /** Any other kiss code. */
    KISS_OTHER("kiss-other"),
    /** Leap indicator 3: the server itself is not synchronised. */
    UNSYNCHRONISED("unsynchronised"),
    /** Stratum 16 or more. */
    STRATUM("stratum"),
    /** A required timestamp is 0. */
    ZERO_TIME("zero-time"),
    /**
     * Impossible timestamps: the reply left before the request arrived, the clock was set after the reply left, or the server
     * held the request for longer than the whole exchange took.
     */
    BACKWARD_TIME("backward-time"),
    /** The server may be further from true time than the limit allows. */
    DISTANCE("distance"),
    /** No reply arrived. */
    NO_ANSWER("no-answer"),
    /** The host reported that nothing listens at that port. */
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

    /** Whether the server must never be asked again. */
    boolean isFinal() {
        return this == KISS_DENY || this == KISS_RSTR;
    }
}
