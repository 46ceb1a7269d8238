package io.timeserverd.protocol;

import java.util.List;

/** A text with conversions as date(1) has them, taken apart into the pieces of its output. */
final class DateFormat implements Format.Body {
    private final DatePiece[] pieces;

    DateFormat(List<DatePiece> pieces) {
        this.pieces = pieces.toArray(new DatePiece[0]);
    }

    /** A pattern of our own, which is right. */
    static DateFormat of(String pattern) {
        return new DateFormat(DateFormatParser.parsed(pattern));
    }

    @Override
    public void render(Answer answer, CivilTime time, Output out) {
        put(time, out);
    }

    @Override
    public boolean isOfWholeSeconds() {
        for (DatePiece piece : pieces) {
            if (piece instanceof DatePiece.Fraction
                    || (piece instanceof DatePiece.Group group && !group.inner().isOfWholeSeconds())) {
                return false;
            }
        }
        return true;
    }

    /** How many conversions it prints. */
    int conversions() {
        int conversions = 0;
        for (DatePiece piece : pieces) {
            conversions += piece.conversions();
        }
        return conversions;
    }

    void put(CivilTime time, Output out) {
        for (DatePiece piece : pieces) {
            piece.put(time, out);
        }
    }
}
