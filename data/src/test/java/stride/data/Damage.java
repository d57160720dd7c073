package stride.data;

import java.util.Arrays;
import java.util.Random;

/** What happens to files: bits flip, bytes change, ends are cut, pieces of others get in, lengths lie. */
final class Damage {
    private Damage() {}

    /** A damaged copy; pieces come from itself or from {@code other}. */
    static byte[] of(byte[] bytes, byte[] other, Random random) {
        byte[] damaged = bytes.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(8)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> damaged = random.nextInt(4) == 0 ? Arrays.copyOf(damaged, Math.max(1, at)) : damaged;
                case 3 -> damaged = splice(damaged, random.nextBoolean() ? damaged : other, at, random);
                case 4 -> damaged[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
                case 5 -> number(damaged, at & ~3, random);
                case 6 -> repoint(damaged, at & ~7, random);
                default -> damaged = Arrays.copyOf(damaged, damaged.length + random.nextInt(100));
            }
        }
        return damaged;
    }

    /** Copies a piece over or between what is there. */
    private static byte[] splice(byte[] bytes, byte[] other, int at, Random random) {
        int from = random.nextInt(other.length);
        int length = random.nextInt(Math.min(300, other.length - from)) + 1;
        int resume = random.nextBoolean() ? at : Math.min(bytes.length, at + length);
        byte[] spliced = new byte[at + length + bytes.length - resume];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(other, from, spliced, at, length);
        System.arraycopy(bytes, resume, spliced, at + length, bytes.length - resume);
        return spliced;
    }

    /** Four bytes, where a length may stand, become an extreme one. */
    private static void number(byte[] bytes, int at, Random random) {
        int[] extremes = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30, bytes.length, 0x10000};
        int number = extremes[random.nextInt(extremes.length)];
        for (int i = 0; i < 4 && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (number >>> (8 * i));
        }
    }

    /** Eight bytes, where an address may stand, become those from elsewhere: structures lead into others. */
    private static void repoint(byte[] bytes, int at, Random random) {
        int from = random.nextInt(bytes.length) & ~7;
        int length = Math.min(8, bytes.length - Math.max(at, from));
        System.arraycopy(bytes, from, bytes, at, length);
    }
}
