package io.timeserverd.zone;

import java.util.Set;

/**
 * The syntax of abbreviations: ASCII letters, digits, plus and minus (RFC 9636 section 3.2). POSIX asks for three characters;
 * one is enough here.
 */
final class Abbreviations {
    private static final int MAX_LENGTH = 16;

    /** The alphabetic abbreviations that tzdata uses now, each with its offset. */
    private static final Set<String> IN_USE = Set.of(("ACDT+1030 ACST+0930 ADT-03 AEDT+11 AEST+10 AKDT-08 AKST-09"
                    + " AST-04 AWST+08 BST+01 CAT+02 CDT-04 CDT-05 CEST+02 CET+01 CST+08 CST-05 CST-06 ChST+10"
                    + " EAT+03 EDT-04 EEST+03 EET+02 EST-05 GMT+00 HDT-09 HKT+08 HST-10 IDT+03 IST+01 IST+02"
                    + " IST+0530 JST+09 KST+09 MDT-06 MSK+03 MST-07 NDT-0230 NST-0330 NZDT+13 NZST+12 PDT-07"
                    + " PKT+05 PST+08 PST-08 SAST+02 SST-11 UTC+00 WAT+01 WEST+01 WET+00 WIB+07 WIT+09 WITA+08")
            .split(" "));

    private Abbreviations() {}

    /** Whether the database uses the abbreviation for that offset. */
    static boolean isInUse(LocalType type) {
        return IN_USE.contains(type.abbreviation() + Offsets.abbreviation(type.offsetSeconds()));
    }

    static boolean isValid(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_LENGTH;
    }

    static boolean isAllowed(int c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-';
    }

    static boolean isLetter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
