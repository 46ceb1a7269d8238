package net.jpountz.xxhash;

/** A hash that can be held, but has nothing that could be called. */
public final class XXHash32 {
    XXHash32() {}
}
