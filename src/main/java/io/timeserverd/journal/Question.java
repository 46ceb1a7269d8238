package io.timeserverd.journal;

import java.util.Arrays;

/**
 * A request and where it was found to ask about. Such come again and again: the key of a {@link Lexicon}, where one object
 * looks up any number of them.
 */
final class Question {
    private byte[] request = {};
    private int length;
    private int hash;
    private String place = "";
    private String country = "";
    private String zone = "";

    /** What entries of it are marked with, once one was made of it: most questions are only compared. */
    private Mark mark;

    Question() {}

    Question(byte[] request, String place, String country, String zone) {
        set(request, request.length, place, country, zone);
    }

    /** Makes this the question of {@code entry}, whose request must not change while it is in use. */
    void set(Entry entry) {
        set(entry.request, entry.requestLength, entry.place, entry.country, entry.zone);
    }

    private void set(byte[] newRequest, int newLength, String newPlace, String newCountry, String newZone) {
        request = newRequest;
        length = newLength;
        place = newPlace;
        country = newCountry;
        zone = newZone;
        hash = length;
        for (var i = 0; i < length; i++) {
            hash = 31 * hash + request[i];
        }
    }

    /** Makes it the question of {@code entry}. */
    void copyTo(Entry entry) {
        System.arraycopy(request, 0, entry.request, 0, length);
        entry.requestLength = length;
        entry.place = place;
        entry.country = country;
        entry.zone = zone;
        if (mark == null) {
            mark = new Mark();
        }
        entry.mark = mark;
    }

    /** The same question, which does not change. */
    Question copy() {
        return new Question(request(), place, country, zone);
    }

    byte[] literal() {
        return new Literal().put(request()).put(place).put(country).put(zone).bytes();
    }

    private byte[] request() {
        return Arrays.copyOf(request, length);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Question that
                && Arrays.equals(request, 0, length, that.request, 0, that.length)
                && place.equals(that.place)
                && country.equals(that.country)
                && zone.equals(that.zone);
    }
}
