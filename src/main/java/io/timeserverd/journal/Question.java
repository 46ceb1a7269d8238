package io.timeserverd.journal;

/** A request, and the place, country and zone that it was found to ask about. */
@SuppressWarnings("ArrayRecordComponent") // nothing compares questions but by their literals
record Question(byte[] request, String place, String country, String zone) {

    /** Writes the literal of the question of {@code entry}. Returns where it ends. */
    static int put(byte[] out, int at, Entry entry) {
        int end = Literal.put(out, at, entry.request, entry.requestLength);
        end = Literal.put(out, end, entry.place);
        end = Literal.put(out, end, entry.country);
        return Literal.put(out, end, entry.zone);
    }

    /** Makes it the question of {@code entry}. */
    void copyTo(Entry entry) {
        System.arraycopy(request, 0, entry.request, 0, request.length);
        entry.requestLength = request.length;
        entry.place = place;
        entry.country = country;
        entry.zone = zone;
    }
}
