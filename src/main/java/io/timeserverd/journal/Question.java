package io.timeserverd.journal;

/**
 * A request and what it was found to ask about: a place, its country, its zone. A frame and a node hold each question
 * once.
 */
@SuppressWarnings("ArrayRecordComponent") // questions are compared by their literals only
record Question(byte[] request, String place, String country, String zone) {

    /** Writes the question of {@code entry} as a {@link Literal}. Returns where it ends. */
    static int put(byte[] out, int at, Entry entry) {
        int end = Literal.put(out, at, entry.request, entry.requestLength, Row.MAX_REQUEST);
        end = Literal.put(out, end, entry.place, Row.MAX_PLACE);
        end = Literal.put(out, end, entry.country, Row.MAX_COUNTRY);
        return Literal.put(out, end, entry.zone, Row.MAX_ZONE);
    }
}
