package io.timeserverd.journal;

/** A request, and the place, country and zone that it was found to ask about. */
@SuppressWarnings("ArrayRecordComponent") // nothing compares questions but by their literals
record Question(byte[] request, String place, String country, String zone) {

    /** Writes the literal of the question of {@code entry}. Returns where it ends. */
    static int put(byte[] out, int at, Entry entry) {
        int end = Literal.put(out, at, entry.request, entry.requestLength, Row.MAX_REQUEST);
        end = Literal.put(out, end, entry.place, Row.MAX_PLACE);
        end = Literal.put(out, end, entry.country, Row.MAX_COUNTRY);
        return Literal.put(out, end, entry.zone, Row.MAX_ZONE);
    }
}
