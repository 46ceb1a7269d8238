package net.jpountz.xxhash;

/** What MapDB asks for hashes. */
public final class XXHashFactory {
    private XXHashFactory() {}

    /** The factory; there is but one kind. */
    public static XXHashFactory fastestInstance() {
        return new XXHashFactory();
    }

    /** What MapDB holds in a static field and the journal never needs. */
    public XXHash32 hash32() {
        return new XXHash32();
    }
}
