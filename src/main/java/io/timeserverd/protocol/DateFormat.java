package io.timeserverd.protocol;

import java.util.List;

/** A date(1) format, parsed into the pieces of its output. */
final class DateFormat implements Format.Body {
    private final DateFormatPiece[] pieces;

    DateFormat(List<DateFormatPiece> pieces) {
        this.pieces = pieces.toArray(new DateFormatPiece[0]);
    }

    /** The format of a constant, which is known to be valid. */
    static DateFormat of(String pattern) {
        return new DateFormat(DateFormatParser.parsed(pattern));
    }

    @Override
    public void render(Answer answer, CivilTime time, Output out) {
        put(time, out);
    }

    @Override
    public boolean isConstantWithinSecond() {
        for (DateFormatPiece piece : pieces) {
            if (piece instanceof DateFormatPiece.Fraction
                    || (piece instanceof DateFormatPiece.Group group
                            && !group.inner().isConstantWithinSecond())) {
                return false;
            }
        }
        return true;
    }

    /** How many conversions it prints. */
    int conversions() {
        int conversions = 0;
        for (DateFormatPiece piece : pieces) {
            conversions += piece.conversions();
        }
        return conversions;
    }

    void put(CivilTime time, Output out) {
        for (DateFormatPiece piece : pieces) {
            piece.put(time, out);
        }
    }
}
