package net.jpountz.xxhash;

/** A hash function without methods, because nothing may call it. */
public final class XXHash32 {
    XXHash32() {}
}
