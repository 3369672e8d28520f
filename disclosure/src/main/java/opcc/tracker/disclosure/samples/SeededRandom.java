package opcc.tracker.disclosure.samples;

import java.nio.ByteBuffer;

/** The generator xoshiro256** (Blackman and Vigna): the same numbers on every machine and Java. */
public final class SeededRandom {
    private long a;
    private long b;
    private long c;
    private long d;

    /** A generator of 32 bytes. */
    public SeededRandom(byte[] seed) {
        ByteBuffer words = ByteBuffer.wrap(seed);
        a = words.getLong();
        b = words.getLong();
        c = words.getLong();
        d = words.getLong() | 1; // never all zero
    }

    /** A generator of a number, for tests and samples. */
    public SeededRandom(long seed) {
        a = seed;
        b = 0x9e3779b97f4a7c15L;
        c = 0xbf58476d1ce4e5b9L;
        d = 0x94d049bb133111ebL;
        for (int i = 0; i < 32; i++) {
            nextLong();
        }
    }

    /** Any long. */
    public long nextLong() {
        long result = Long.rotateLeft(b * 5, 7) * 9;
        long shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = Long.rotateLeft(d, 45);
        return result;
    }

    /** A number from 0 to below the bound, each as likely (but for a bias of less than one in two thousand million). */
    public int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** A number from 0 to below 1. */
    public double unit() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Puts numbers into a random order. */
    public void shuffle(int[] numbers) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int j = below(i + 1);
            int kept = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = kept;
        }
    }
}
