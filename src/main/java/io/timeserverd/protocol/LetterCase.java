package io.timeserverd.protocol;

/** What happens to the letters that a conversion prints. */
enum LetterCase {
    AS_IS,
    CAPITALS,
    SMALL
}
