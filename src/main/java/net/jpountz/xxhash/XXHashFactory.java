package net.jpountz.xxhash;

/** The factory that MapDB asks for a hash function. */
public final class XXHashFactory {
    private XXHashFactory() {}

    /** Returns a new factory. */
    public static XXHashFactory fastestInstance() {
        return new XXHashFactory();
    }

    /** Returns the object that MapDB keeps in a static field, and that the journal never uses. */
    public XXHash32 hash32() {
        return new XXHash32();
    }
}
